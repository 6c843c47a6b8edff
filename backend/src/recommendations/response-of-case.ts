import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseEvent } from '../domain/cases/case-workflow.js';
import { CaseConsequences } from '../cases/case-consequences.js';
import { CaseFactFinder } from '../cases/case-fact-finder.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { RecommendationTasks } from './recommendation-tasks.js';

/** Events that may bring a case to its conclusion. */
const CONCLUDING: readonly CaseEvent[] = [
  'waive-audit',
  'skip',
  'compare',
  'proceed-with-one',
  'waive',
  'adjudicate',
];

/** What a case owes to its recommendations, and they to it. */
@Injectable()
export class ResponseOfCase implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly cases: CaseTransitions,
    private readonly facts: CaseFactFinder,
    private readonly consequences: CaseConsequences,
    private readonly tasks: RecommendationTasks,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.consequences.on('seal-audit', (tx, row) => this.open(tx, row.id));
    this.consequences.on(CONCLUDING, (tx, row) => this.follow(tx, row.id));
  }

  /** A concluded case with an open recommendation responds. */
  async follow(tx: EntityManager, caseId: string): Promise<void> {
    await this.transactions.asSystem(tx, async () => {
      const row = await this.cases.lock(tx, caseId);
      if (row.state !== 'concluded') return;
      const openRecommendations = await this.facts.openRecommendations(tx, row);
      if (openRecommendations === 0) return;
      await this.cases.fire(tx, row, 'respond', { facts: { openRecommendations }, by: 'system' });
    });
  }

  /** Work may begin: whoever must answer is asked from now on. */
  private async open(tx: EntityManager, caseId: string): Promise<void> {
    const opened: readonly { readonly id: string }[] = await tx.query(
      `WITH opened AS (UPDATE app.recommendation SET opened_at = $2 WHERE case_ids @> ARRAY[$1::uuid] AND opened_at IS NULL
         AND state = 'proposed' RETURNING id) SELECT id FROM opened ORDER BY id`,
      [caseId, this.clock.now()],
    );
    for (const { id } of opened) await this.tasks.renew(tx, id);
  }
}
