import type { Answers } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import {
  sessionMachine,
  type SessionEvent,
  type SessionFacts,
  type SessionState,
} from '../domain/sessions/session-workflow.js';
import { NOTHING } from '../domain/workflow/machine.js';
import type { CaseLine } from './case-line.js';
import type { Held } from './land.js';
import { instant, type Pen } from './pen.js';
import { walked } from './walked.js';

const DAY = 1440;
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

/** The session in which the first audit of a case was made: who sat there, and how far it came. */
export class SessionPages {
  readonly id: string;
  readonly room: readonly Attendee[];

  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
  ) {
    this.id = pen.id(line.script.times.planned ?? line.script.times.notified);
    this.room = this.gathered();
  }

  write(): void {
    const { planned, opened, sealed } = this.line.script.times;
    if (planned === undefined) return;
    const { pen, line } = this;
    const closed = sealed === undefined ? null : sealed + 10;
    pen.sheets.session.add({
      id: this.id,
      case_id: line.script.id,
      round: 1,
      place_id: line.responsibleId,
      type: line.script.story.placeIds.length > 1 ? 'JOINT' : 'CSCOM_AUDIT',
      state: this.decided(opened !== undefined, closed !== null),
      planned_for: instant(planned + DAY)
        .toISOString()
        .slice(0, 16),
      note: opened === undefined ? {} : noteOfSession(),
      note_version: opened === undefined ? 1 : 2,
      form_version: getForm('session').version,
      scribe_id: line.head.id,
      opened_at: opened === undefined ? null : instant(opened),
      closed_at: closed === null ? null : instant(closed),
      version: 1 + (opened === undefined ? 0 : 1) + (closed === null ? 0 : 1),
    });
    if (opened !== undefined) this.attendances(Math.max(planned, opened - 5));
    pen.entry(line.script, {
      at: planned,
      by: line.head,
      command: 'plan',
      subject: 'session',
      subjectId: this.id,
      fields: ['type', 'planned_for'],
    });
  }

  /** The state in which the machine leaves it. */
  private decided(isOpened: boolean, isClosed: boolean): SessionState | typeof NOTHING {
    const { room, line } = this;
    const facts: SessionFacts = {
      agenda: 1,
      agendaReady: line.state === 'ready' ? 1 : 0,
      attending: room.length,
      chartersSigned: room.length,
      quorumMet: true,
      inProgress: 0,
      sealed: isClosed ? 1 : 0,
      reasonGiven: false,
    };
    const events: SessionEvent[] = ['plan'];
    if (isOpened) events.push('open');
    if (isClosed) events.push('close');
    let state: SessionState | typeof NOTHING = NOTHING;
    for (const event of events) state = walked(sessionMachine, state, event, facts);
    return state;
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

  private attendances(signedAt: number): void {
    for (const one of this.room) {
      this.pen.sheets.attendance.add({
        id: one.id,
        session_id: this.id,
        person_id: one.person.id,
        profession: one.person.profession,
        function: one.function,
        place_id: one.placeId,
        presence: one.presence,
        involved_in_care: one.involved,
        charter_signed_at: instant(signedAt),
        version: 2,
      });
    }
  }
}

/** The course of a session, as its scribe writes it before the seal. */
export function noteOfSession(): Answers {
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
