import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { absent } from '../domain/problem.js';
import type { Page } from '../domain/receipt.js';
import type {
  ActionsView,
  ActionView,
  RecommendationRow,
  RecommendationView,
} from '../domain/recommendations/recommendation.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { keyOf, pageOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/security/actor.js';
import type { RecommendationsQuery } from './dto/recommendations-query.js';
import {
  COLUMNS,
  findKnown,
  SCOPE_COLUMNS,
  sideOf,
  TABLES,
  type KnownRecommendation,
} from './known-recommendation.js';
import { actionOf, LAST_WORDS, rowOf, viewOf, type LastWords } from './recommendation-views.js';

const UNDER_WAY = `r.state IN ('proposed', 'accepted', 'in-progress', 'blocked')`;

type ListQuery = Partial<Omit<RecommendationsQuery, 'limit'>>;

/** What people read of recommendations. Every query starts from the reader's scope. */
@Injectable()
export class RecommendationQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Recommendations by deadline, nearest first. */
  list(actor: Actor, query: RecommendationsQuery): Promise<Page<RecommendationRow>> {
    const today = this.clock.today();
    return this.transactions.read(actor, async (tx) =>
      pageOf(
        await this.listed(tx, actor, query, query.limit + 1, 'read'),
        query.limit,
        (row) => [row.deadline, row.id],
        (row) => rowOf(row, today),
      ),
    );
  }

  async linesToExport(
    tx: EntityManager,
    actor: Actor,
    query: ListQuery,
    limit: number,
  ): Promise<readonly { readonly districtId: number; readonly row: RecommendationRow }[]> {
    const today = this.clock.today();
    const found = await this.listed(tx, actor, query, limit, 'export');
    return found.map((known) => ({ districtId: known.districtId, row: rowOf(known, today) }));
  }

  private listed(
    tx: EntityManager,
    actor: Actor,
    query: ListQuery,
    limit: number,
    action: 'read' | 'export',
  ): Promise<readonly KnownRecommendation[]> {
    const [deadline, id] =
      query.cursor === undefined ? [null, null] : keyOf(query.cursor, ['string', 'string']);
    const scope = scopeOf(actor.ability, action, 'Recommendation', SCOPE_COLUMNS, 9);
    return tx.query(
      `SELECT ${COLUMNS} FROM ${TABLES}
         WHERE ${scope.sql} AND ($1::text IS NULL OR r.state = $1) AND ($2::bool IS NULL OR (${UNDER_WAY} AND r.deadline < $3) = $2)
           AND ($4::date IS NULL OR (r.deadline, r.id) > ($4::date, $5::uuid)) AND ($7::uuid IS NULL OR r.case_ids @> ARRAY[$7::uuid])
           AND ($8::text IS NULL OR r.level = $8)
         ORDER BY r.deadline, r.id LIMIT $6`,
      [
        query.state ?? null,
        query.overdue ?? null,
        this.clock.today(),
        deadline,
        id,
        limit,
        query.case ?? null,
        query.level ?? null,
        ...scope.params,
      ],
    );
  }

  get(actor: Actor, id: string): Promise<RecommendationView> {
    return this.transactions.read(actor, async (tx) => {
      const row = await findKnown(tx, id);
      if (row === undefined || sideOf(actor.ability, row, id) !== 'Recommendation')
        throw absent('recommendation');
      return viewOf(tx, actor, row, this.clock.today());
    });
  }

  /** The actions of the running month's meeting: what is under way, and what was verified since the last one. */
  actions(actor: Actor): Promise<ActionsView> {
    const today = this.clock.today();
    const scope = scopeOf(actor.ability, 'read', 'Action', SCOPE_COLUMNS, 2);
    return this.transactions.read(actor, async (tx) => {
      const rows: readonly (KnownRecommendation & LastWords)[] = await tx.query(
        `SELECT ${COLUMNS}, ${LAST_WORDS} FROM ${TABLES}
         WHERE ${scope.sql} AND r.opened_at IS NOT NULL AND (${UNDER_WAY} OR r.state = 'done' OR (r.state IN ('verified', 'effective', 'ineffective')
           AND r.verified_at >= date_trunc('month', $1::date) - interval '1 month'))
         ORDER BY r.deadline, r.alias LIMIT 200`,
        [today, ...scope.params],
      );
      const items: readonly ActionView[] = rows.map((row) =>
        actionOf(actor, row, { obstacle: row.obstacle, decision: row.decision }, today),
      );
      return { month: today.slice(0, 7), items };
    });
  }
}
