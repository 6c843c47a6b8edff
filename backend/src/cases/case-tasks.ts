import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../domain/accounts/person.js';
import { answersIn } from '../domain/cases/case-documents.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { awaitsInterview, COMMUNITY_AUTOPSY } from '../domain/cases/community-autopsy.js';
import { dueAt, type Step } from '../domain/cases/deadlines.js';
import { isCommunityDeath } from '../domain/cases/notification-delay.js';
import { DAY, dateTimeOf, dayOf } from '../domain/forms/local-time.js';
import { Clock } from '../platform/clock.js';
import { TaskBoard } from '../worklist/task-board.js';
import { documentsOf } from './case-documents.js';
import { headInPost } from './heads.js';
import type { LockedCase } from './locked-case.js';
import { reviewFormName } from '../domain/forms/registry.js';
import type { Settings } from '../domain/settings.js';
import { settingsAt } from '../facilities/settings.js';

export interface Wait {
  readonly event: string;
  readonly role: Role;
  readonly placeId: number;
  readonly step: Step | null;
}

export interface Circumstances {
  /** Facilities that signed their phase. */
  readonly signed: readonly number[];
  /** The focal point freezes: the head took part in the care, or the centre has none. */
  readonly focalFreezes: boolean;
  /** The family is still to be visited. */
  readonly interview: boolean;
}

/** Who must act on a case in each state, and by when. Tasks of sessions, packets and audits are opened by their own features. */
@Injectable()
export class CaseTasks {
  constructor(
    private readonly board: TaskBoard,
    private readonly clock: Clock,
  ) {}

  /** Ends what no longer waits on the case and opens what newly does; a task that goes on keeps its deadline. */
  async renew(tx: EntityManager, row: LockedCase): Promise<void> {
    const wanted = waitsOf(row, await circumstancesOf(tx, row, this.clock.today()));
    const open: readonly { event: string; role: Role; placeId: number }[] = await tx.query(
      `SELECT event, role, place_id AS "placeId" FROM app.task WHERE subject = 'case' AND subject_id = $1`,
      [row.id],
    );
    const gone = open.filter((task) => !wanted.some((wait) => isSameSeat(task, wait)));
    const fresh = wanted.filter((wait) => !open.some((task) => isSameSeat(task, wait)));
    for (const { event, role, placeId } of gone) {
      await tx.query(
        `DELETE FROM app.task WHERE subject = 'case' AND subject_id = $1 AND event = $2 AND role = $3 AND place_id = $4`,
        [row.id, event, role, placeId],
      );
    }
    if (fresh.length === 0) return;
    const settings = await settingsAt(tx, row.responsibleId);
    for (const wait of fresh) {
      await this.board.open(tx, {
        subject: 'case',
        subjectId: row.id,
        event: wait.event,
        to: { role: wait.role, placeId: wait.placeId },
        caseId: row.id,
        districtId: row.districtId,
        regionId: row.regionId,
        kind: row.kind ?? row.category,
        label: row.number,
        placeName: row.responsibleName,
        startsAt: wait.event === 'interview' ? this.afterMourning(row, settings) : null,
        dueAt: wait.step === null ? null : deadline(wait.step, row, settings),
      });
    }
  }

  /** The kind of a death was corrected: what waits on the case says so, and its limit moves by as much as the limit of the kind does. */
  async changeKind(tx: EntityManager, before: LockedCase, after: LockedCase): Promise<void> {
    const settings = await settingsAt(tx, after.responsibleId);
    const [was, is] = [deadline('audit', before, settings), deadline('audit', after, settings)];
    const moved = was === null || is === null ? 0 : is.getTime() - was.getTime();
    await tx.query(
      `UPDATE app.task SET kind = $2, due_at = CASE WHEN subject = 'case' AND event = ANY ($3) AND due_at < 'infinity'
         THEN due_at + $4 * interval '1 millisecond' ELSE due_at END WHERE case_id = $1`,
      [after.id, after.kind, ['document', 'freeze'], moved],
    );
  }

  /** Whether a head stands ready who took no part in the care and is not barred: otherwise the focal point does what a head would. */
  async hasFreeHead(tx: EntityManager, row: LockedCase): Promise<boolean> {
    return !row.headInvolved && (await headInPost(tx, row.responsibleId, this.clock.today(), row.id));
  }

  /** When the family may be visited, where the mourning still lasts. [domain 7.8] */
  private afterMourning(row: LockedCase, settings: Settings): Date | null {
    const end = endOfMourning(row.deathDate, settings);
    return end !== null && end > this.clock.now() ? end : null;
  }
}

/** The first day on which a family may be visited, unless they ask before. */
export function endOfMourning(deathDate: string, settings: Settings): Date | null {
  const day = dayOf(deathDate);
  return day === undefined ? null : instantOf(dateTimeOf((day + settings['interview.mourning-days']) * DAY));
}

const isSameSeat = (left: Omit<Wait, 'step'>, right: Omit<Wait, 'step'>): boolean =>
  left.event === right.event && left.role === right.role && left.placeId === right.placeId;

/** An instant as it is written in local time of Mali, and back. */
export const localOf = (at: Date): string => at.toISOString().slice(0, 16);
export const instantOf = (local: string): Date => new Date(`${local}:00Z`);

const STARTS: Readonly<Partial<Record<Step, (row: LockedCase) => string | null>>> = {
  confirmation: (row) => localOf(row.receivedAt),
  interview: (row) => row.deathDate,
  audit: (row) => (row.deathTime === null ? row.deathDate : `${row.deathDate}T${row.deathTime}`),
  closing: (row) => (row.concludedAt === null ? null : localOf(row.concludedAt)),
};

/** When a step of a case is due, from where its clock starts. */
export function deadline(step: Step, row: LockedCase, settings: Settings): Date | null {
  const start = STARTS[step]?.(row) ?? null;
  const facts = {
    kind: row.kind ?? row.category,
    community: isCommunityDeath({ death_place: { value: row.deathPlace } }) === true,
  };
  const due = start === null ? null : dueAt(step, start, facts, settings);
  return due === null ? null : instantOf(due);
}

async function circumstancesOf(tx: EntityManager, row: LockedCase, today: string): Promise<Circumstances> {
  if (row.state !== 'documenting') return { signed: [], focalFreezes: false, interview: false };
  const signed: readonly { placeId: number }[] = await tx.query(
    'SELECT place_id AS "placeId" FROM app.contribution WHERE case_id = $1 AND round = $2 AND signed_at IS NOT NULL',
    [row.id, row.round],
  );
  const documents = await documentsOf(tx, row);
  return {
    signed: signed.map(({ placeId }) => placeId),
    focalFreezes: row.headInvolved || !(await headInPost(tx, row.responsibleId, today, row.id)),
    interview: awaitsInterview(
      answersIn(documents, 'notification'),
      answersIn(documents, COMMUNITY_AUTOPSY),
      {
        now: `${today}T00:00`,
        documents: Object.fromEntries(documents.map(({ form, answers }) => [form.name, answers])),
        facts: { extent: row.extent, ...(row.kind === null ? {} : { kind: row.kind }) },
      },
    ),
  };
}

/** Who is waited for in the present state of a case. */
export function waitsOf(row: LockedCase, circumstances: Circumstances): readonly Wait[] {
  const held: readonly Wait[] =
    row.holdRoute === null
      ? []
      : [{ event: 'lift-hold', role: 'focal-point', placeId: row.districtId, step: null }];
  return [...WAITS[row.state](row, circumstances), ...held];
}

/** A short form, and a kind without a review form, ask nothing of the facilities. */
const hasReview = ({ kind, extent }: LockedCase): boolean =>
  extent === 'full' && kind !== null && reviewFormName(kind) !== undefined;

const nobody = (): readonly Wait[] => [];
const closing = (row: LockedCase): readonly Wait[] => [
  { event: 'close', role: 'focal-point', placeId: row.districtId, step: 'closing' },
];

const WAITS: Readonly<Record<CaseState, (row: LockedCase, circumstances: Circumstances) => readonly Wait[]>> =
  {
    notified: (row) => [
      { event: 'confirm', role: 'focal-point', placeId: row.districtId, step: 'confirmation' },
      { event: 'confirm', role: 'centre-head', placeId: row.responsibleId, step: 'confirmation' },
    ],
    documenting: (row, { signed, focalFreezes, interview }) => [
      ...(hasReview(row) ? row.placeIds : [])
        .filter((placeId) => !signed.includes(placeId))
        .map((placeId): Wait => ({ event: 'document', role: 'clinician', placeId, step: 'audit' })),
      ...(interview
        ? [{ event: 'interview', role: 'clinician', placeId: row.responsibleId, step: 'interview' } as const]
        : []),
      focalFreezes
        ? { event: 'freeze', role: 'focal-point', placeId: row.districtId, step: 'audit' }
        : { event: 'freeze', role: 'centre-head', placeId: row.responsibleId, step: 'audit' },
    ],
    ready: nobody,
    audited: nobody,
    'counter-auditing': nobody,
    adjudicating: nobody,
    concluded: closing,
    responding: closing,
    closed: nobody,
    discarded: nobody,
    duplicate: nobody,
  };
