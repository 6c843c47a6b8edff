import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../domain/problem.js';
import type { LockedCase } from '../cases/locked-case.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { findKnown, sideOf, type KnownRecommendation } from './known-recommendation.js';
import { RecommendationTasks } from './recommendation-tasks.js';

const STRENGTHS = ['WEAK', 'INTERMEDIATE', 'STRONG'];

/** A recommendation that takes over from one that was refused, or that changed nothing. */
@Injectable()
export class Successions {
  constructor(
    private readonly transactions: Transactions,
    private readonly tasks: RecommendationTasks,
  ) {}

  /** The one to be replaced: of the same case, refused or ineffective, and not replaced yet. */
  async replaced(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    id: string | undefined,
  ): Promise<KnownRecommendation | undefined> {
    if (id === undefined) return undefined;
    const found = await findKnown(tx, id);
    const isOfCase =
      found?.caseIds.includes(row.id) === true && sideOf(actor.ability, found, id) === 'Recommendation';
    if (!isOfCase || !['refused', 'ineffective'].includes(found.state) || found.successorId !== null) {
      throw new Problem('conflict', 'refused', { reasons: ['recommendation.target-missing'] });
    }
    return found;
  }

  /** What changed nothing is followed by something stronger; the strongest, by another strong one. [product: Recommendation] */
  assertStronger(replaced: KnownRecommendation | undefined, strength: string): void {
    if (replaced?.state !== 'ineffective') return;
    const [before, after] = [STRENGTHS.indexOf(replaced.strength), STRENGTHS.indexOf(strength)];
    if (after > before || strength === 'STRONG') return;
    throw new Problem('invalid', 'answers.refused', {
      fields: [{ field: 'answers.rec_strength', code: 'successor.not-stronger' }],
    });
  }

  async record(
    tx: EntityManager,
    replaced: KnownRecommendation | undefined,
    successorId: string,
  ): Promise<void> {
    if (replaced === undefined) return;
    await this.transactions.asSystem(tx, async () => {
      await tx.query('UPDATE app.recommendation SET successor_id = $2, version = version + 1 WHERE id = $1', [
        replaced.id,
        successorId,
      ]);
      await this.tasks.end(tx, replaced, 'propose');
    });
  }
}
