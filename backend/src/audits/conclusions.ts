import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditKind } from '../domain/audits/audit.js';
import { RULE_VERSION, TOLERANCE, type Comparison } from '../domain/audits/comparison.js';
import { seatsOf } from '../domain/audits/draw.js';
import {
  adjudicated,
  auditAlone,
  classify,
  concludeWithOne,
  unaudited,
  type FinalClassification,
} from '../domain/audits/final-classification.js';
import { isCommunityDeath } from '../domain/cases/notification-delay.js';
import type { Answers, Form } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { CaseTransitions } from '../cases/case-transitions.js';
import type { LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { TaskBoard } from '../worklist/task-board.js';
import { Audit } from './audit.entity.js';
import { Lots } from './lots.js';
import { PacketDrafts } from './packet-drafts.js';
import { ReviewSeats } from './review-seats.js';
import { sealedRound, type SealedOpinion } from './sealed-opinions.js';

/**
 * What follows from seals: draw, comparison, final classification. Everything here runs in system scope on a locked case, after the
 * command whose consequence it is; nothing of it reaches the answer of that command. [product: Final classification]
 */
@Injectable()
export class Conclusions {
  constructor(
    private readonly transitions: CaseTransitions,
    private readonly lots: Lots,
    private readonly seats: ReviewSeats,
    private readonly packets: PacketDrafts,
    private readonly board: TaskBoard,
    private readonly clock: Clock,
  ) {}

  /** The first audit is sealed: the draw decides at once whether independent reviewers look at the case. */
  async afterFirstSeal(tx: EntityManager, row: LockedCase): Promise<void> {
    const { selected } = await this.lots.draw(tx, row);
    await (selected ? this.select(tx, row) : this.skip(tx, row));
  }

  /** A revised audit is sealed: it takes the place of the one before, also in a conclusion that only stood on that one. */
  async afterRevision(tx: EntityManager, row: LockedCase): Promise<void> {
    const { audit } = await sealedRound(tx, row);
    if (!row.provisional || row.state === 'counter-auditing' || audit === null) return;
    await this.conclude(tx, row, auditAlone(audit.answers, 'skipped'), audit);
    await this.disclose(tx, row);
  }

  /** The case is counter-audited: its seats are opened, its packet is asked for. */
  async select(tx: EntityManager, row: LockedCase): Promise<void> {
    if (row.kind === null) return;
    const settings = await settingsAt(tx, row.districtId);
    const after = await this.transitions.fire(tx, row, 'select', {
      facts: {},
      by: 'system',
      changes: { provisional: false },
    });
    await this.seats.open(tx, after, 'counter-audit', seatsOf(row.kind, settings));
    await this.packets.callFor(tx, after);
  }

  /** A reviewer sealed. When it was the last one the opinions are compared; nothing of it shows before. */
  async afterReview(tx: EntityManager, row: LockedCase): Promise<void> {
    await this.endRevision(tx, row);
    const [seats]: readonly { readonly needed: number; readonly sealed: number }[] = await tx.query(
      `SELECT count(*)::int AS needed, count(*) FILTER (WHERE state = 'sealed')::int AS sealed FROM app.audit
       WHERE case_id = $1 AND round = $2 AND kind = 'counter-audit' AND state IN ('open', 'assigned', 'in-progress', 'sealed')`,
      [row.id, row.round],
    );
    if (row.state !== 'counter-auditing' || seats === undefined || seats.sealed < seats.needed) return;
    const { audit, reviews } = await sealedRound(tx, row);
    const [first, second] = reviews;
    if (audit === null || first === undefined) throw new Error('a reviewed case has its sealed opinions');
    const outcome = classify(
      {
        audit: audit.answers,
        first: first.answers,
        ...(second === undefined ? {} : { second: second.answers }),
      },
      toleranceOf(row),
    );
    await this.keep(tx, row, outcome.comparison);
    const needsAdjudication = outcome.route === 'adjudication';
    if (outcome.route === 'conclusion') await this.conclude(tx, row, outcome.final, audit);
    const after = await this.transitions.fire(tx, row, 'compare', {
      facts: { reviewsSealed: seats.sealed, reviewsNeeded: seats.needed, needsAdjudication },
      by: 'system',
    });
    if (needsAdjudication) await this.seats.open(tx, after, 'adjudication', 1);
    else await this.disclose(tx, after);
  }

  /** The adjudicator sealed: their values are final. */
  async afterAdjudication(tx: EntityManager, row: LockedCase): Promise<void> {
    const { adjudication } = await sealedRound(tx, row);
    if (adjudication === null) throw new Error('an adjudicated case has its sealed adjudication');
    await this.conclude(tx, row, adjudicated(adjudication.answers), adjudication);
    const after = await this.transitions.fire(tx, row, 'adjudicate', { facts: {}, by: 'system' });
    await this.disclose(tx, after);
  }

  /** Two persons decided to go on without waiting: the empty seats close, the case stands on what is sealed. */
  async withoutWaiting(
    tx: EntityManager,
    row: LockedCase,
    event: 'proceed-with-one' | 'waive',
  ): Promise<void> {
    await this.endRevision(tx, row);
    await this.seats.withdrawAll(tx, row);
    const { audit, reviews } = await sealedRound(tx, row);
    const [review] = reviews;
    if (audit === null) throw new Error('a counter-audited case has its sealed audit');
    if (event === 'waive' || review === undefined) {
      await this.conclude(tx, row, auditAlone(audit.answers, 'waived'), audit);
    } else {
      const outcome = classify({ audit: audit.answers, first: review.answers }, toleranceOf(row));
      await this.keep(tx, row, outcome.comparison);
      await this.conclude(tx, row, concludeWithOne(audit.answers, review.answers, toleranceOf(row)), audit);
    }
    await this.disclose(tx, row);
  }

  /** Two persons decided that the case cannot be audited: it is concluded with everything left open. */
  async withoutAudit(tx: EntityManager, row: LockedCase): Promise<void> {
    if (row.kind !== null) await this.conclude(tx, row, unaudited(row.kind), null);
  }

  private async skip(tx: EntityManager, row: LockedCase): Promise<void> {
    const { audit } = await sealedRound(tx, row);
    if (audit === null) throw new Error('a drawn case has its sealed audit');
    await this.conclude(tx, row, auditAlone(audit.answers, 'skipped'), audit);
    const after = await this.transitions.fire(tx, row, 'skip', {
      facts: {},
      by: 'system',
      changes: { provisional: true },
    });
    await this.packets.stopCalling(tx, after);
    await this.disclose(tx, after);
  }

  /** One final classification per round; a provisional one is replaced when the top-up brings reviewers after all. */
  private async conclude(
    tx: EntityManager,
    row: LockedCase,
    final: FinalClassification,
    from: SealedOpinion | null,
  ): Promise<void> {
    const form = getForm('opinion', from?.formVersion);
    await tx.query(
      `INSERT INTO app.final_classification (case_id, round, source, audit_id, answers, unsettled, at, form_version)
       VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
       ON CONFLICT (case_id, round) DO UPDATE SET source = EXCLUDED.source, audit_id = EXCLUDED.audit_id,
         answers = EXCLUDED.answers, unsettled = EXCLUDED.unsettled, at = EXCLUDED.at,
         form_version = EXCLUDED.form_version`,
      [
        row.id,
        row.round,
        final.source,
        from?.auditId ?? null,
        JSON.stringify(withoutReviewersOwn(form, final.answers, row)),
        [...final.unsettled, ...final.undetermined],
        this.clock.now(),
        form.version,
      ],
    );
  }

  private async keep(tx: EntityManager, row: LockedCase, comparison: Comparison): Promise<void> {
    for (const { pair, item, left, right, level } of comparison.items) {
      await tx.query(
        `INSERT INTO app.comparison (case_id, round, pair, item, left_value, right_value, level, rule_version, at)
         VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8, $9)`,
        [
          row.id,
          row.round,
          pair,
          item,
          left === null ? null : JSON.stringify(left),
          right === null ? null : JSON.stringify(right),
          level,
          RULE_VERSION,
          this.clock.now(),
        ],
      );
    }
  }

  /** From the conclusion on, whoever may read the case's conclusions reads every opinion of the round. */
  private async disclose(tx: EntityManager, row: LockedCase): Promise<void> {
    await tx.query(
      `UPDATE app.audit SET disclosed_at = $3 WHERE case_id = $1 AND round = $2 AND state = 'sealed' AND disclosed_at IS NULL`,
      [row.id, row.round, this.clock.now()],
    );
  }

  /** A revision of the audit that is still open ends with the first sealed review: from there the audit stands as it was. */
  private async endRevision(tx: EntityManager, row: LockedCase): Promise<void> {
    const open: readonly { readonly id: string; readonly sessionId: string; readonly version: number }[] =
      await tx.query(
        `SELECT id, session_id AS "sessionId", version FROM app.audit
       WHERE case_id = $1 AND round = $2 AND kind = 'audit' AND state = 'in-progress' FOR UPDATE`,
        [row.id, row.round],
      );
    for (const { id, sessionId, version } of open) {
      await tx.update(Audit, { id }, { state: 'withdrawn', endedAt: this.clock.now(), version: version + 1 });
      await this.board.done(tx, sessionId, 'seal');
    }
  }
}

/** The classification holds no answer that only a reviewer is asked: the reason of an adjudication, what the packet was worth. */
export function withoutReviewersOwn(form: Form, answers: Answers, row: Pick<LockedCase, 'kind'>): Answers {
  const asked = (auditKind: AuditKind): readonly string[] =>
    validate(form, answers, { now: '', documents: {}, facts: { kind: row.kind ?? '', auditKind } }).visible;
  const own = new Set(asked('adjudication'));
  for (const question of asked('audit')) own.delete(question);
  return Object.fromEntries(Object.entries(answers).filter(([question]) => !own.has(question)));
}

/** How far apart two times may lie: wider for a death at home. */
export function toleranceOf(row: Pick<LockedCase, 'deathPlace'>): number {
  const atHome = isCommunityDeath({ death_place: { value: row.deathPlace } }) === true;
  return atHome ? TOLERANCE.home : TOLERANCE.facility;
}
