import {
  auditMachine,
  type AuditEvent,
  type AuditFacts,
  type AuditState,
} from '../domain/audits/audit-workflow.js';
import { restoredTimes, toNeutral } from '../domain/audits/relative-time.js';
import { dueAt } from '../domain/cases/deadlines.js';
import type { Answers, Context } from '../domain/forms/form.js';
import { minutesOf } from '../domain/forms/local-time.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { NOTHING } from '../domain/workflow/machine.js';
import { factsFor } from '../audits/audit-facts.js';
import type { AuditRow } from '../audits/audit-rows.js';
import { canonical, originOfFile, type BlindContext, type FrozenFile } from '../audits/packet-sources.js';
import type { CaseLine } from './case-line.js';
import type { Held } from './land.js';
import { instant, type Pen } from './pen.js';
import type { ReviewScript } from './script.js';
import type { Attendee } from './session-pages.js';
import { walked } from './walked.js';

const OPINION = 'opinion';
const NO_TIE = { postingsComplete: true, recognise: false, treatedSimilar: false, closeInvolved: false };
/** Minutes that a reviewer says the reading took. */
export const READING = 41;

type Kind = AuditRow['kind'];

/** A seat of a review as it stands: empty, taken, or sealed. */
export interface SeatWritten {
  readonly id: string;
  readonly kind: 'counter-audit' | 'adjudication';
  readonly openedAt: number;
  readonly review: ReviewScript | undefined;
}

interface WrittenAudit {
  readonly id: string;
  readonly kind: Kind;
  readonly seat: number;
  readonly state: AuditState | 'open';
  readonly version: number;
  readonly session?: string;
  readonly assignee?: Held;
  readonly assigned?: number | undefined;
  readonly declared?: number | undefined;
  readonly sealed?: number | undefined;
}

/** What opinions are written on. */
export interface Read {
  readonly file: FrozenFile;
  readonly blind: BlindContext;
  readonly packetId: string;
}

/** The opinions of one case and their seals, each walked through the machine of audits. */
export class OpinionPages {
  /** What was sealed, in order, in the case's own times. */
  readonly sealed: Answers[] = [];
  private readonly written: WrittenAudit[] = [];

  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
    private readonly read: Read,
  ) {}

  firstAudit(id: string, session: string, room: readonly Attendee[]): void {
    const { line, pen } = this;
    const { planned, opened, sealed } = line.script.times;
    if (planned === undefined) return;
    const step = stepper('audit');
    step('assign', {});
    if (opened !== undefined) step('declare-none', { declared: true, packetReleased: true });
    const answers = opened === undefined ? undefined : line.script.opinion;
    if (sealed !== undefined && answers !== undefined) {
      const { issues, missing } = this.judged(answers, 'audit');
      step('seal', {
        missingAnswers: missing,
        openErrors: issues,
        sessionOpen: true,
        quorumMet: true,
        courseWritten: true,
        recommendationsGiven: true,
        caseOnHold: false,
      });
    }
    const common = { id, kind: 'audit', seat: 1, session, assigned: planned, sealed } as const;
    this.written.push({ ...common, state: step.state(), version: step.version() });
    if (answers !== undefined) this.writeOpinion(id, answers, sealed ?? opened ?? 0, null);
    if (sealed === undefined || answers === undefined) return;
    const signers = room.map((one) => ({
      attendanceId: one.id,
      profession: one.person.profession,
      function: one.function,
      votes: !one.involved,
    }));
    this.seal(id, 'audit', answers, signers, sealed, line.head);
    for (const one of room) {
      pen.sheets.participation.add({
        audit_id: id,
        attendance_id: one.id,
        involved_in_care: one.involved,
        votes: !one.involved,
      });
    }
    this.sealed.push(answers);
  }

  review(
    kind: Exclude<Kind, 'audit'>,
    seat: number,
    review: ReviewScript | undefined,
    openedAt: number,
  ): SeatWritten {
    const { pen, line } = this;
    const id = pen.random.uuid();
    const base = { id, kind, openedAt, review };
    if (review === undefined) {
      this.written.push({ id, kind, seat, state: 'open', version: 1 });
      return base;
    }
    const { by, assigned, declared, sealed } = review;
    const origin = originOfFile(this.read.file) ?? 0;
    const neutral = this.visible(onNeutralCalendar(review.answers, origin), kind);
    const step = this.reviewSteps(kind, review, neutral);
    // An empty seat was there before it was given.
    const version = step.version() + 1;
    const state = step.state();
    this.written.push({ id, kind, seat, state, assignee: by, assigned, declared, sealed, version });
    pen.sheets.bar.add({ person_id: by.id, case_id: line.script.id, reason: 'assignment' });
    if (declared === undefined) return base;
    if (sealed === undefined) {
      this.writeOpinion(id, {}, declared, null);
      return base;
    }
    this.writeOpinion(id, neutral, sealed, READING);
    this.seal(id, kind, neutral, [{ profession: by.profession }], sealed, by);
    this.sealed.push(restoredTimes(neutral, origin));
    return base;
  }

  /** Once it is known whether the case is concluded, from when on its opinions are shown. */
  write(concludedAt: number | null): void {
    for (const audit of this.written) this.writeAudit(audit, concludedAt);
  }

  private reviewSteps(kind: Kind, review: ReviewScript, answers: Answers) {
    const step = stepper(kind);
    step('assign', {
      seatTaken: false,
      reviewerIndependent: true,
      reviewerOnCase: false,
      reviewerFull: false,
    });
    if (review.declared !== undefined) step('declare-none', { packetReleased: true, declared: true });
    if (review.sealed !== undefined) {
      const { issues, missing } = this.judged(answers, kind);
      step('seal', { missingAnswers: missing, openErrors: issues, reasonGiven: true });
    }
    return step;
  }

  private writeAudit(audit: WrittenAudit, concludedAt: number | null): void {
    const { line } = this;
    const isReview = audit.kind !== 'audit';
    const isShown = audit.state === 'sealed' && concludedAt !== null;
    this.pen.sheets.audit.add({
      id: audit.id,
      case_id: line.script.id,
      round: 1,
      kind: audit.kind,
      seat: audit.seat,
      revision: 1,
      case_kind: line.script.story.kind,
      region_id: line.script.district.regionId,
      district_id: line.script.district.id,
      file_id: this.read.file.id,
      packet_id: isReview ? this.read.packetId : null,
      session_id: audit.session ?? null,
      assignee_id: audit.assignee?.id ?? null,
      state: audit.state,
      declaration: isReview && audit.declared !== undefined ? NO_TIE : null,
      assigned_at: audit.assigned === undefined ? null : instant(audit.assigned),
      due_at: isReview ? this.dueOf(audit) : null,
      ended_at: audit.sealed === undefined ? null : instant(audit.sealed),
      disclosed_at: isShown ? instant(concludedAt) : null,
      version: audit.version,
    });
  }

  private dueOf({ kind, assigned }: WrittenAudit): string | null {
    if (assigned === undefined) return null;
    const step = kind === 'adjudication' ? 'adjudication' : 'counter-audit';
    const from = instant(assigned).toISOString().slice(0, 16);
    const facts = { kind: this.line.script.story.kind, community: false };
    const due = dueAt(step, from, facts, this.pen.settings);
    return due === null ? null : `${due}:00Z`;
  }

  private writeOpinion(auditId: string, answers: Answers, at: number, minutes: number | null): void {
    this.pen.sheets.opinion.add({
      audit_id: auditId,
      form: OPINION,
      form_version: getForm(OPINION).version,
      answers,
      minutes,
      version: Object.keys(answers).length > 0 ? 2 : 1,
      updated_at: instant(at),
    });
  }

  private seal(
    auditId: string,
    kind: Kind,
    answers: Answers,
    signers: readonly object[],
    at: number,
    by: Held,
  ): void {
    const { content, sha256 } = canonical({
      audit: auditId,
      kind,
      revision: 1,
      form: OPINION,
      formVersion: getForm(OPINION).version,
      answers,
      keptWarnings: {},
      source: this.read.file.sha256,
      signers,
    });
    this.pen.sheets.seal.add({
      audit_id: auditId,
      content,
      sha256,
      source_sha256: this.read.file.sha256,
      signers: [...signers],
      at: instant(at),
    });
    this.pen.entry(this.line.script, {
      at,
      by,
      command: 'seal',
      subject: 'audit',
      subjectId: auditId,
      fields: ['state', 'seal'],
      isBlind: kind !== 'audit',
    });
  }

  private contextOf(kind: Kind): Context {
    const { file, blind } = this.read;
    return {
      now: '2999-12-31T23:59',
      documents: kind === 'audit' ? file.documents : blind.documents,
      facts: { kind: this.line.script.story.kind, auditKind: kind },
    };
  }

  private judged(answers: Answers, kind: Kind): { readonly issues: number; readonly missing: number } {
    const { issues, missing } = validate(getForm(OPINION), answers, this.contextOf(kind));
    return { issues: issues.filter(({ severity }) => severity === 'ERR').length, missing: missing.length };
  }

  private visible(answers: Answers, kind: Kind): Answers {
    const asked = new Set(validate(getForm(OPINION), answers, this.contextOf(kind)).visible);
    return Object.fromEntries(Object.entries(answers).filter(([code]) => asked.has(code)));
  }
}

/** Walks one opinion through its machine. */
function stepper(kind: Kind) {
  let state: AuditState | typeof NOTHING = NOTHING;
  let version = 0;
  const step = (event: AuditEvent, gathered: Partial<AuditFacts>): void => {
    const seat = { kind, state: 'open', packetState: 'released' } as AuditRow;
    state = walked(auditMachine, state, event, factsFor(seat, gathered));
    version += 1;
  };
  return Object.assign(step, {
    state: (): AuditState => {
      if (state === NOTHING) throw new Error('nobody was assigned');
      return state;
    },
    version: () => version,
  });
}

/** Times written for the real calendar, as a reviewer of the blind packet types them. */
function onNeutralCalendar(answers: Answers, origin: number): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([question, answer]) => {
      const text = 'value' in answer && typeof answer.value === 'string' ? answer.value : '';
      return minutesOf(text) === undefined
        ? [question, answer]
        : [question, { ...answer, value: toNeutral(text, origin) }];
    }),
  );
}
