import { packetAlias } from '../domain/audits/packet.js';
import {
  auditMachine,
  type AuditEvent,
  type AuditFacts,
  type AuditState,
} from '../domain/audits/audit-workflow.js';
import { RULE_VERSION } from '../domain/audits/comparison.js';
import {
  adjudicated,
  auditAlone,
  classify,
  type FinalClassification,
} from '../domain/audits/final-classification.js';
import { restoredTimes, toNeutral } from '../domain/audits/relative-time.js';
import type { Answers, Context } from '../domain/forms/form.js';
import { minutesOf } from '../domain/forms/local-time.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { sessionMachine, type SessionFacts } from '../domain/sessions/session-workflow.js';
import { decide, NOTHING } from '../domain/workflow/machine.js';
import { toleranceOf } from '../audits/conclusions.js';
import { factsFor } from '../audits/audit-facts.js';
import type { AuditRow } from '../audits/audit-rows.js';
import {
  blindContextOf,
  canonical,
  contentOf,
  originOfFile,
  screened,
  type BlindContext,
  type FrozenFile,
} from '../audits/packet-sources.js';
import { dueAt } from '../domain/cases/deadlines.js';
import type { CaseLine } from './case-line.js';
import type { Held } from './land.js';
import { instant, type Pen } from './pen.js';
import type { ReviewScript } from './script.js';

const OPINION = 'opinion';
const MINUTES_NOTE =
  'Le dossier a été lu heure par heure. Chacun a parlé, les plus jeunes d’abord. Les retards et ce qui aurait aidé ont été discutés sans nom ni blâme.';

/** Somebody of a session. */
export interface Attendee {
  readonly person: Held;
  readonly id: string;
  readonly function: string;
  readonly placeId: number;
  readonly presence: 'present' | 'telephone';
  readonly involved: boolean;
}

type Kind = AuditRow['kind'];

/** Session, packet and opinions of one case. Every step is decided by the machine it belongs to. */
export class AuditPages {
  readonly sessionId: string;
  readonly auditId: string;
  readonly packetId: string;
  readonly alias: string;
  readonly room: readonly Attendee[];
  private readonly blind: BlindContext;
  private readonly sealedOpinions: Answers[] = [];

  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
    private readonly file: FrozenFile,
    aliases: Set<string>,
  ) {
    this.sessionId = pen.id(line.script.times.planned ?? line.script.times.notified);
    this.auditId = pen.id(line.script.times.planned ?? line.script.times.notified);
    this.packetId = pen.random.uuid();
    this.alias = freshAlias(pen, aliases);
    this.blind = blindContextOf(file);
    this.room = this.gathered();
  }

  /** The session as far as it came, with its attendance, and the first audit that it was given. */
  session(): void {
    const { planned, opened, sealed } = this.line.script.times;
    if (planned === undefined) return;
    const { pen, line } = this;
    const { room } = this;
    let state = decided(sessionMachine, NOTHING, 'plan', sessionFacts(line, {}));
    if (opened !== undefined) {
      const here = { attending: room.length, chartersSigned: room.length, quorumMet: true };
      state = decided(sessionMachine, state, 'open', sessionFacts(line, here));
    }
    const closed = sealed === undefined ? undefined : sealed + 10;
    this.firstAudit(room);
    if (closed !== undefined)
      state = decided(sessionMachine, state, 'close', sessionFacts(line, { sealed: 1 }));
    pen.sheets.session.add({
      id: this.sessionId,
      case_id: line.script.id,
      round: 1,
      place_id: line.responsibleId,
      type: line.script.story.placeIds.length > 1 ? 'JOINT' : 'CSCOM_AUDIT',
      state,
      planned_for: instant(planned + 1440)
        .toISOString()
        .slice(0, 16),
      note: opened === undefined ? {} : noteOf(sealed !== undefined),
      note_version: opened === undefined ? 1 : 2,
      scribe_id: line.head.id,
      opened_at: opened === undefined ? null : instant(opened),
      closed_at: closed === undefined ? null : instant(closed),
      version: 1 + (opened === undefined ? 0 : 1) + (closed === undefined ? 0 : 1),
    });
    this.attendances(room, planned, opened);
    pen.entry(line.script, {
      at: planned,
      by: line.head,
      command: 'plan',
      subject: 'session',
      subjectId: this.sessionId,
      fields: ['type', 'planned_for'],
    });
  }

  /** The packet: drafted at the freeze, released when reviewers need it, destroyed when it was kept long enough. */
  packet(retainedFrom: number): void {
    const { pen, line, file } = this;
    const { released, frozen } = line.script.times;
    const names = { vault: Object.values(line.script.story.identity), staff: [] };
    const spans = screened(file, names, []);
    const read = Object.fromEntries(
      Object.entries(spans).map(([key, marked]) => [
        key,
        marked.map((span) => ({ ...span, decision: 'redact' as const })),
      ]),
    );
    const isDestroyed =
      line.changes.concludedAt !== null &&
      line.changes.concludedAt < retainedFrom &&
      !line.changes.provisional;
    const content = contentOf(file, this.alias, released === undefined ? spans : read);
    const state = isDestroyed ? 'destroyed' : released === undefined ? 'draft' : 'released';
    const isShown = state === 'released';
    pen.sheets.packet.add({
      id: this.packetId,
      alias: this.alias,
      case_id: line.script.id,
      round: 1,
      file_id: file.id,
      state,
      spans: isDestroyed ? {} : isShown ? read : spans,
      content: isShown ? content : null,
      context: isShown ? this.blind : null,
      sha256: released === undefined ? null : canonical(content).sha256,
      released_by: released === undefined ? null : line.script.district.focalPoint.id,
      released_at: released === undefined ? null : instant(released),
      version: 1 + (released === undefined ? 0 : 1) + (isDestroyed ? 1 : 0),
    });
    if (frozen !== undefined) {
      pen.entry(line.script, {
        at: frozen,
        by: line.head,
        command: 'build',
        subject: 'packet',
        subjectId: this.packetId,
        fields: [],
      });
    }
  }

  /** The draw decides at the seal of the audit. */
  draw(): void {
    const { line, pen } = this;
    const { sealed } = line.script.times;
    if (sealed === undefined) return;
    line.fire('seal-audit', sealed, line.head, {});
    if (line.script.rest === 'audited') return;
    const { drawId, rank, probability, selected } = line.script.drawn;
    pen.sheets.drawResult.add({
      case_id: line.script.id,
      round: 1,
      phase: 'seal',
      draw_id: drawId,
      rank,
      probability,
      selected,
      at: instant(sealed),
    });
    if (selected) return line.fire('select', sealed, 'system', {});
    line.changes.provisional = true;
    line.fire('skip', sealed, 'system', { provisional: true });
    this.conclude(auditAlone(this.sealedOpinions[0] ?? {}, 'skipped'), this.auditId, sealed);
  }

  /** Reviews, comparison and adjudication, as far as they came. Gives the seats that wait, with who sits there. */
  reviews(): readonly SeatWritten[] {
    const { script } = this.line;
    if (script.times.sealed === undefined || !script.drawn.selected || script.rest === 'audited') return [];
    const written = Array.from({ length: script.seats }, (_, seat) =>
      this.review('counter-audit', seat + 1, script.reviews[seat], script.times.sealed ?? 0),
    );
    const sealed = script.reviews.map((review) => review.sealed);
    if (sealed.length < script.seats || sealed.some((at) => at === undefined)) return written;
    return [...written, ...this.compared(Math.max(...sealed.map((at) => at ?? 0)))];
  }

  private compared(at: number): readonly SeatWritten[] {
    const { line, pen } = this;
    const [audit, first, second] = this.sealedOpinions;
    if (audit === undefined || first === undefined)
      throw new Error('a reviewed case has its sealed opinions');
    const opinions = { audit, first, ...(second === undefined ? {} : { second }) };
    const outcome = classify(opinions, toleranceOf({ deathPlace: line.row.deathPlace }));
    for (const { pair, item, left, right, level } of outcome.comparison.items) {
      pen.sheets.comparison.add({
        case_id: line.script.id,
        round: 1,
        pair,
        item,
        left_value: left,
        right_value: right,
        level,
        rule_version: RULE_VERSION,
        at: instant(at),
      });
    }
    const needsAdjudication = outcome.route === 'adjudication';
    const seats = line.script.seats;
    line.fire('compare', at, 'system', { reviewsSealed: seats, reviewsNeeded: seats, needsAdjudication });
    if (outcome.route === 'conclusion') {
      this.conclude(outcome.final, this.auditId, at);
      return [];
    }
    const third = line.script.adjudication;
    const seat = this.review('adjudication', 1, third ?? undefined, at);
    if (third?.sealed !== undefined) {
      line.fire('adjudicate', third.sealed, 'system', {});
      this.conclude(adjudicated(this.sealedOpinions.at(-1) ?? {}), seat.id, third.sealed);
    }
    return [seat];
  }

  private conclude(final: FinalClassification, auditId: string, at: number): void {
    this.pen.sheets.final.add({
      case_id: this.line.script.id,
      round: 1,
      source: final.source,
      audit_id: auditId,
      answers: final.answers,
      unsettled: [...final.unsettled, ...final.undetermined],
      at: instant(at),
    });
  }

  private firstAudit(room: readonly Attendee[]): void {
    const { line, pen } = this;
    const { planned, opened, sealed } = line.script.times;
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
        recommendationsGiven: true,
        caseOnHold: false,
      });
    }
    this.writeAudit({
      id: this.auditId,
      kind: 'audit',
      seat: 1,
      state: step.state(),
      session: this.sessionId,
      assigned: planned,
      sealed,
      version: step.version(),
    });
    if (answers !== undefined) this.writeOpinion(this.auditId, answers, sealed ?? opened ?? 0, null);
    if (sealed === undefined || answers === undefined) return;
    const signers = room.map((one) => ({
      attendanceId: one.id,
      profession: one.person.profession,
      function: one.function,
      votes: !one.involved,
    }));
    this.writeSeal(this.auditId, 'audit', answers, signers, sealed);
    for (const one of room) {
      pen.sheets.participation.add({
        audit_id: this.auditId,
        attendance_id: one.id,
        involved_in_care: one.involved,
        votes: !one.involved,
      });
    }
    pen.entry(line.script, {
      at: sealed,
      by: line.head,
      command: 'seal',
      subject: 'audit',
      subjectId: this.auditId,
      fields: ['state', 'seal'],
    });
    this.sealedOpinions.push(answers);
  }

  private review(
    kind: Exclude<Kind, 'audit'>,
    seat: number,
    review: ReviewScript | undefined,
    at: number,
  ): SeatWritten {
    const { pen, line } = this;
    const id = pen.random.uuid();
    const base = { id, kind, seat, openedAt: at, review };
    if (review === undefined) {
      this.writeAudit({ id, kind, seat, state: 'open', version: 1 });
      return base;
    }
    const origin = originOfFile(this.file) ?? 0;
    const step = stepper(kind);
    step('assign', {
      seatTaken: false,
      reviewerIndependent: true,
      reviewerOnCase: false,
      reviewerFull: false,
    });
    if (review.declared !== undefined) step('declare-none', { packetReleased: true, declared: true });
    const neutral = this.visible(onNeutralCalendar(review.answers, origin), kind);
    if (review.sealed !== undefined) {
      const { issues, missing } = this.judged(neutral, kind);
      step('seal', { missingAnswers: missing, openErrors: issues, reasonGiven: true });
    }
    this.writeAudit({
      id,
      kind,
      seat,
      state: step.state(),
      assignee: review.by,
      assigned: review.assigned,
      declared: review.declared,
      sealed: review.sealed,
      // An empty seat was there before it was given.
      version: step.version() + 1,
    });
    pen.sheets.bar.add({ person_id: review.by.id, case_id: line.script.id, reason: 'assignment' });
    if (review.declared !== undefined) {
      this.writeOpinion(
        id,
        review.sealed === undefined ? {} : neutral,
        review.sealed ?? review.declared,
        review.sealed === undefined ? null : 41,
      );
    }
    if (review.sealed !== undefined) {
      this.writeSeal(id, kind, neutral, [{ profession: review.by.profession }], review.sealed);
      this.sealedOpinions.push(restoredTimes(neutral, origin));
      pen.entry(line.script, {
        at: review.sealed,
        by: review.by,
        command: 'seal',
        subject: 'audit',
        subjectId: id,
        fields: ['state', 'seal'],
        isBlind: true,
      });
    }
    return base;
  }

  private writeAudit(audit: {
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
  }): void {
    const { pen, line } = this;
    const isReview = audit.kind !== 'audit';
    const due =
      isReview && audit.assigned !== undefined
        ? dueAt(
            audit.kind === 'adjudication' ? 'adjudication' : 'counter-audit',
            instant(audit.assigned).toISOString().slice(0, 16),
            { kind: line.script.story.kind, community: false },
            pen.settings,
          )
        : null;
    const isShown = audit.state === 'sealed' && this.concludes();
    pen.sheets.audit.add({
      id: audit.id,
      case_id: line.script.id,
      round: 1,
      kind: audit.kind,
      seat: audit.seat,
      revision: 1,
      case_kind: line.script.story.kind,
      region_id: line.script.district.regionId,
      district_id: line.script.district.id,
      file_id: this.file.id,
      packet_id: isReview ? this.packetId : null,
      session_id: audit.session ?? null,
      assignee_id: audit.assignee?.id ?? null,
      state: audit.state,
      declaration: isReview && audit.declared !== undefined ? NO_TIE : null,
      assigned_at: audit.assigned === undefined ? null : instant(audit.assigned),
      due_at: due === null ? null : `${due}:00Z`,
      ended_at: audit.sealed === undefined ? null : instant(audit.sealed),
      disclosed_at: isShown ? instant(this.concludedAt()) : null,
      version: audit.version,
    });
  }

  /** Whether this life comes to a conclusion, after which every opinion is shown. */
  private concludes(): boolean {
    return ['concluded', 'responding', 'closed'].includes(this.line.script.rest);
  }

  private concludedAt(): number {
    const { times, drawn, reviews, adjudication } = this.line.script;
    if (!drawn.selected) return times.sealed ?? 0;
    return adjudication?.sealed ?? Math.max(...reviews.map(({ sealed }) => sealed ?? 0));
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

  private writeSeal(
    auditId: string,
    kind: Kind,
    answers: Answers,
    signers: readonly object[],
    at: number,
  ): void {
    const { content, sha256 } = canonical({
      audit: auditId,
      kind,
      revision: 1,
      form: OPINION,
      formVersion: getForm(OPINION).version,
      answers,
      keptWarnings: {},
      source: this.file.sha256,
      signers,
    });
    this.pen.sheets.seal.add({
      audit_id: auditId,
      content,
      sha256,
      source_sha256: this.file.sha256,
      signers: [...signers],
      at: instant(at),
    });
  }

  private contextOf(kind: Kind): Context {
    return {
      now: '2999-12-31T23:59',
      documents: kind === 'audit' ? this.file.documents : this.blind.documents,
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

  /** Who sits: both facilities of an evacuated case, somebody from outside, and a midwife who gave care and does not vote. */
  private gathered(): readonly Attendee[] {
    const { pen, line } = this;
    const { centre, district, times } = line.script;
    const one = (person: Held, job: string, placeId: number, more: Partial<Attendee> = {}): Attendee => ({
      person,
      id: pen.id(times.planned ?? 0),
      function: job,
      placeId,
      presence: 'present',
      involved: false,
      ...more,
    });
    const ofCentre = [
      one(centre.head, 'DTC', centre.id),
      one(centre.midwife, 'Sage-femme', centre.id, { involved: true }),
      one(centre.matrone, 'Matrone', centre.id),
    ];
    const { csref } = district;
    if (line.responsibleId !== csref.id) {
      return [...ofCentre, one(csref.midwife, 'Sage-femme du CSRéf', csref.id, { presence: 'telephone' })];
    }
    return [...ofCentre, one(csref.head, 'Médecin-chef', csref.id), one(csref.nurse, 'Infirmier', csref.id)];
  }

  private attendances(room: readonly Attendee[], planned: number, opened: number | undefined): void {
    if (opened === undefined) return;
    for (const one of room) {
      this.pen.sheets.attendance.add({
        id: one.id,
        session_id: this.sessionId,
        person_id: one.person.id,
        profession: one.person.profession,
        function: one.function,
        place_id: one.placeId,
        presence: one.presence,
        involved_in_care: one.involved,
        charter_signed_at: instant(Math.max(planned, opened - 5)),
        version: 2,
      });
    }
  }
}

/** A seat of a review as it stands: empty, taken, or sealed. */
export interface SeatWritten {
  readonly id: string;
  readonly kind: 'counter-audit' | 'adjudication';
  readonly seat: number;
  readonly openedAt: number;
  readonly review: ReviewScript | undefined;
}

const NO_TIE = { postingsComplete: true, recognise: false, treatedSimilar: false, closeInvolved: false };

function freshAlias(pen: Pen, aliases: Set<string>): string {
  for (;;) {
    const alias = packetAlias(pen.random.bytes(6));
    if (aliases.has(alias)) continue;
    aliases.add(alias);
    return alias;
  }
}

/** The course of a session, once it is sealed. */
export function noteOf(isSealed: boolean): Answers {
  if (!isSealed) return {};
  return {
    conflict_declared: { value: 'NO' },
    materials: { value: ['RECORD', 'INTERVIEW'] },
    minutes_note: { value: MINUTES_NOTE },
    duration_min: { value: 75 },
    agrees_cert: { value: 'NO_CERT' },
    consensus: { value: 'UNANIMOUS' },
    no_recommendation_reason: { value: 'Les recommandations déjà en cours suffisent.' },
  };
}

function sessionFacts(line: CaseLine, known: Partial<SessionFacts>): SessionFacts {
  return {
    agenda: 1,
    agendaReady: line.state === 'ready' ? 1 : 0,
    attending: 0,
    chartersSigned: 0,
    quorumMet: false,
    inProgress: 0,
    sealed: 0,
    reasonGiven: false,
    ...known,
  };
}

function decided<State extends string, Event extends string, Facts>(
  machine: Parameters<typeof decide<State, Event, Facts>>[0],
  state: State | typeof NOTHING,
  event: Event,
  facts: Facts,
): State {
  const decision = decide(machine, state, event, facts);
  if (!decision.accepted) throw new Error(`${event} from ${state}: ${decision.reasons.join(', ')}`);
  return decision.to;
}

/** Walks one opinion through its machine. */
function stepper(kind: Kind) {
  let state: AuditState | typeof NOTHING = NOTHING;
  let version = 0;
  const step = (event: AuditEvent, gathered: Partial<AuditFacts>): void => {
    const seat = { kind, state: 'open', packetState: 'released' } as AuditRow;
    state = decided(auditMachine, state, event, factsFor(seat, gathered));
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
