import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { monthlyBatch } from '../domain/recommendations/batch.js';
import { mustEscalate } from '../domain/recommendations/deadlines.js';
import { nextLevel } from '../domain/recommendations/escalation.js';
import { settingsAt } from '../facilities/settings.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { ownersAt } from './addressees.js';
import { COLUMNS, lockKnown, TABLES, type KnownRecommendation } from './known-recommendation.js';
import { NamesInProposals } from './names-in-proposals.js';
import { RecommendationTasks } from './recommendation-tasks.js';
import { RecommendationTransitions } from './recommendation-transitions.js';

const OPEN = `r.state IN ('proposed', 'accepted', 'in-progress', 'blocked')`;
/** Levels that are asked only once the action is published. */
const ASKED_BY_PUBLICATION = ['FAMILY', 'COMMUNITY', 'ASACO', 'COMMUNE'];
/** One turn of the clock does not hold the tables for long. */
const AT_ONCE = 200;

/** What happens to recommendations because time passes. Runs in system scope. */
@Injectable()
export class RecommendationClock implements OnModuleInit {
  constructor(
    private readonly jobs: ClockJobs,
    private readonly tasks: RecommendationTasks,
    private readonly transitions: RecommendationTransitions,
    private readonly names: NamesInProposals,
  ) {}

  onModuleInit(): void {
    this.jobs.register('recommendations.publish', (tx, now) => this.publish(tx, now));
    this.jobs.register('recommendations.escalate', (tx, now) => this.escalate(tx, now));
    this.jobs.register('recommendations.effect', (tx, now) => this.askForEffect(tx, now));
    this.jobs.register('recommendations.unanswered', (tx, now) => this.dropUnanswered(tx, now));
  }

  /**
   * The batch of the running month: what was sealed before it began, so that the day of an audit never shows, and running it twice
   * publishes nothing more. [domain 8.5]
   */
  private async publish(tx: EntityManager, now: Date): Promise<void> {
    const month = `${now.toISOString().slice(0, 7)}-01`;
    const waiting: readonly KnownRecommendation[] = await tx.query(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.published_month IS NULL AND r.audience <> 'CARE_TEAM' AND ${OPEN}
         AND cardinality(r.asaco_place_ids) > 0 AND r.opened_at < $1::date ORDER BY r.place_id, r.id FOR UPDATE OF r`,
      [month],
    );
    for (const [placeId, rows] of Map.groupBy(waiting, (row) => row.placeId)) {
      const { 'asaco.batch': minimum } = await settingsAt(tx, placeId);
      // Names are looked for only in a batch that would go: most of the time there is none.
      const named = await this.named(tx, goingOf(rows, [], minimum));
      for (const row of goingOf(rows, named, minimum)) await this.publishOne(tx, row, month);
    }
  }

  /** A name in the words keeps an action back for good, until somebody rewrites it. */
  private async named(tx: EntityManager, rows: readonly KnownRecommendation[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const row of rows) if (await this.names.areIn(tx, row.action, row.caseIds)) ids.push(row.id);
    return ids;
  }

  private async publishOne(tx: EntityManager, row: KnownRecommendation, month: string): Promise<void> {
    await tx.query(
      'UPDATE app.recommendation SET published_month = $2, version = version + 1 WHERE id = $1',
      [row.id, month],
    );
    await this.transitions.tell(tx, row, 'publish', { by: 'system', side: 'Recommendation' }, [
      'published_month',
    ]);
    if (ASKED_BY_PUBLICATION.includes(row.level)) await this.tasks.renew(tx, row.id);
  }

  /** What stood still too long goes up one level, and again each time the level above did not answer. */
  private async escalate(tx: EntityManager, now: Date): Promise<void> {
    const blocked: readonly KnownRecommendation[] = await tx.query(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.state = 'blocked' AND r.escalated_to IS DISTINCT FROM 'NATIONAL'
         AND r.level <> 'NATIONAL' AND COALESCE(r.escalated_at, r.blocked_since) < $1::timestamptz - interval '1 day'
       ORDER BY r.id LIMIT ${AT_ONCE * 10}`,
      [now],
    );
    let done = 0;
    for (const found of blocked) {
      const since = (found.escalatedAt ?? found.blockedSince ?? now).toISOString().slice(0, 10);
      const settings = await settingsAt(tx, found.placeId);
      if (!mustEscalate(since, now.toISOString().slice(0, 10), settings)) continue;
      const row = await lockKnown(tx, found);
      if (row?.version === found.version && row.state === 'blocked') await this.escalateOne(tx, row, now);
      done += 1;
      if (done === AT_ONCE) return;
    }
  }

  private async escalateOne(tx: EntityManager, row: KnownRecommendation, now: Date): Promise<void> {
    const level = nextLevel(row.level, row.escalatedTo);
    if (level === null) return;
    const asked = await ownersAt(tx, level, row);
    const after = await this.transitions.fire(tx, row, 'escalate', {
      by: 'system',
      side: 'Recommendation',
      changes: {
        escalatedTo: level,
        escalatedAt: now,
        ownerPlaceIds: [...new Set([...row.ownerPlaceIds, ...asked])],
      },
    });
    await this.tasks.openEscalation(tx, after, level, asked);
  }

  /** The days between verification and effect check are over: somebody looks whether the factor came back. */
  private async askForEffect(tx: EntityManager, now: Date): Promise<void> {
    const due: readonly KnownRecommendation[] = await tx.query(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.state = 'verified' AND r.effect_due <= $1::date
         AND NOT EXISTS (SELECT FROM app.task t WHERE t.subject_id = r.id AND t.event = 'check-effect')
       ORDER BY r.effect_due, r.id LIMIT ${AT_ONCE}`,
      [now.toISOString().slice(0, 10)],
    );
    for (const row of due) await this.tasks.openEffectCheck(tx, row);
  }

  /** Who proposed a refused action had its time to propose another. */
  private async dropUnanswered(tx: EntityManager, now: Date): Promise<void> {
    await tx.query(
      `DELETE FROM app.task t USING app.recommendation r WHERE t.subject = 'recommendation' AND t.event = 'propose' AND t.due_at < $1
         AND r.id = t.subject_id AND r.state = 'refused'`,
      [now],
    );
  }
}

/** What the month's batch of one centre holds, without the actions that name somebody. */
function goingOf(
  rows: readonly KnownRecommendation[],
  named: readonly string[],
  minimum: number,
): readonly KnownRecommendation[] {
  const { published } = monthlyBatch(
    rows.map(({ id, factor, audience, action, standing }) => ({
      id,
      factor,
      audience,
      text: action,
      open: !named.includes(id),
      published: false,
      standing,
    })),
    minimum,
  );
  return rows.filter(({ id }) => published.includes(id));
}
