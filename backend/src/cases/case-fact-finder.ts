import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { contextOf, facilitiesIn, readinessOf } from '../domain/cases/case-documents.js';
import type { CaseFacts } from '../domain/cases/case-workflow.js';
import {
  letsCaseClose,
  type RecommendationState,
} from '../domain/recommendations/recommendation-workflow.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { documentsOf } from './case-documents.js';
import { headInPost } from './heads.js';
import type { LockedCase } from './locked-case.js';
import { NameScreen } from './name-screen.js';
import { settingsAt } from '../facilities/settings.js';

type FreezingFacts = Pick<
  CaseFacts,
  'openErrors' | 'missingCore' | 'completeness' | 'completenessSetting' | 'namesScreened' | 'headInvolved'
>;

/** Gathers what the guards of the case machine read, beyond the row itself. */
@Injectable()
export class CaseFactFinder {
  constructor(
    private readonly transactions: Transactions,
    private readonly screen: NameScreen,
    private readonly clock: Clock,
  ) {}

  /** The state of the file: its errors, its core, and whether somebody looked at the names its text may hold. */
  async forFreezing(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    namesSeen: boolean,
  ): Promise<FreezingFacts> {
    const facts = await this.readiness(tx, row);
    if (namesSeen) return { ...facts, namesScreened: true };
    const spans = await this.screen.spans(tx, row);
    await this.screen.recordReading(tx, actor, row);
    return { ...facts, namesScreened: spans.length === 0 };
  }

  async readiness(tx: EntityManager, row: LockedCase): Promise<Omit<FreezingFacts, 'namesScreened'>> {
    const documents = await documentsOf(tx, row);
    const settings = await settingsAt(tx, row.responsibleId);
    const { errors, missing, score } = readinessOf(
      documents,
      contextOf(documents, row, settings, this.clock.local()),
    );
    return {
      openErrors: errors,
      missingCore: missing,
      completeness: score,
      completenessSetting: settings['freeze.completeness'],
      headInvolved: await this.focalFreezes(tx, row),
    };
  }

  /** The head took part in the care, or the centre has no head in post. */
  async focalFreezes(tx: EntityManager, row: LockedCase): Promise<boolean> {
    if (row.headInvolved) return true;
    return this.transactions.asSystem(
      tx,
      async () => !(await headInPost(tx, row.responsibleId, this.clock.today(), row.id)),
    );
  }

  async auditBegun(tx: EntityManager, row: LockedCase): Promise<boolean> {
    const [found]: readonly { begun: boolean }[] = await this.transactions.asSystem(tx, () =>
      tx.query(
        `SELECT EXISTS (SELECT FROM app.audit WHERE case_id = $1 AND round = $2 AND state IN ('in-progress', 'sealed')) AS begun`,
        [row.id, row.round],
      ),
    );
    return found?.begun ?? false;
  }

  /** Recommendations of the case that neither ended nor go on in another open case. */
  async openRecommendations(tx: EntityManager, row: LockedCase): Promise<number> {
    const rows: readonly { state: RecommendationState; successor: boolean }[] =
      await this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT r.state, r.successor_id IS NOT NULL AS successor
         FROM app.recommendation r JOIN app.recommendation_source s ON s.recommendation_id = r.id
         WHERE s.case_id = $1 AND NOT EXISTS (
           SELECT FROM app.recommendation_source other JOIN app.death_case c ON c.id = other.case_id
           WHERE other.recommendation_id = r.id AND c.id <> $1 AND c.state NOT IN ('closed', 'discarded', 'duplicate'))`,
          [row.id],
        ),
      );
    return rows.filter(({ state, successor }) => !letsCaseClose(state, successor)).length;
  }

  /** The facilities that the documents name: those of the written path, and the one that notified. */
  async facilitiesNamed(tx: EntityManager, row: LockedCase): Promise<readonly number[]> {
    return facilitiesIn(await documentsOf(tx, row));
  }
}
