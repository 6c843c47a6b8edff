import { HIV_QUESTIONS } from '../access/masking.js';
import type { Action } from '../access/subjects.js';
import type { Role } from '../accounts/person.js';
import type { Answers, Form } from '../forms/form.js';
import { questionsOf } from '../forms/questions.js';
import type { CaseState } from './case-workflow.js';
import { mayWrite, phasesOf, type Hand } from './phases.js';

/** What a person may read and write of one form of a case. */
export interface DraftRights {
  readonly reads: Hand | 'nothing';
  readonly writes: Hand | 'nothing';
  /** Questions that reveal HIV are for the facility that holds the antenatal record and for whoever has the right. */
  readonly hiv: boolean;
  /** Answers that an event gave: typed over, they would say another thing than the case. */
  readonly settled?: readonly string[];
}

/** How a person stands to a case: what they may do with it, by which roles, and the facilities of its path where they document. */
export interface Standing {
  readonly may: (action: Action, subject: 'Case' | 'CaseFile' | 'Draft') => boolean;
  readonly roles: readonly Role[];
  readonly facilities: readonly number[];
  /** They notified the death. */
  readonly isReporter: boolean;
  readonly state: CaseState;
}

const NOTIFICATION = 'notification';
/** A file is written from the notification on, until it is frozen. [decision 24] */
const WRITTEN: readonly CaseState[] = ['notified', 'documenting'];
/** Once confirmed, the kind of a death changes by `change-kind` alone. */
const CONFIRMED = ['death_category'];

/** Read: the whole file, or shared questions and the own phase. Write: the head of the responsible centre all, others their phase. */
export function draftRights(standing: Standing, form: Form, path: readonly number[]): DraftRights {
  const { may, facilities, isReporter, state } = standing;
  const own: Hand = { facilities, path };
  const isNotification = form.name === NOTIFICATION;
  const whole = isNotification || may('read', 'CaseFile');
  const reads = !may('read', 'Draft') ? 'nothing' : whole ? null : own;
  return {
    reads: reads === 'nothing' && isNotification && isReporter ? null : reads,
    writes: isNotification ? notificationHand(standing) : reviewHand(standing, own),
    hiv: may('read-hiv', 'CaseFile') || (path[0] !== undefined && facilities.includes(path[0])),
    settled: isNotification && state !== 'notified' ? CONFIRMED : [],
  };
}

/** Whether the person may write this form at any time: whoever may not is refused, whoever may waits for the right state. */
export function mayEverWrite({ may, roles, isReporter }: Standing, form: string): boolean {
  if (form !== NOTIFICATION) return may('document', 'Draft');
  return isReporter || may('confirm', 'Case') || roles.includes('centre-head');
}

function reviewHand({ may, roles, state }: Standing, own: Hand): Hand | 'nothing' {
  if (!WRITTEN.includes(state) || !may('document', 'Draft')) return 'nothing';
  return roles.includes('centre-head') ? null : own;
}

/** The notification is corrected by the head of the responsible centre, or, until it is confirmed, by who sent or confirms it. */
function notificationHand({ may, roles, isReporter, state }: Standing): Hand | 'nothing' {
  if (!WRITTEN.includes(state)) return 'nothing';
  if (roles.includes('centre-head')) return null;
  return state === 'notified' && (isReporter || may('confirm', 'Case')) ? null : 'nothing';
}

/** The questions a person may write, in the order of the form; every one of them when the whole form is theirs. */
export function writableQuestions(form: Form, rights: DraftRights): readonly string[] {
  if (rights.writes === 'nothing') return [];
  const { writes } = rights;
  const phases = phasesOf(form);
  return questionsOf(form)
    .filter(({ need, identity, code }) => need !== 'computed' && identity !== true && !isOfEvent(code))
    .filter(({ code }) => rights.hiv || !HIV_QUESTIONS.includes(code))
    .filter(({ code }) => rights.settled?.includes(code) !== true)
    .filter(({ code }) => mayWrite(phases[code] ?? 'any', writes))
    .map(({ code }) => code);
}

/** Answers that an event gives, never a person by typing. */
const isOfEvent = (code: string): boolean => ['verification', 'discard_reason', 'notified_at'].includes(code);

/** The answers without questions that reveal HIV, for who may not read them. */
export function withoutHivQuestions(answers: Answers, rights: DraftRights): Answers {
  if (rights.hiv) return answers;
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !HIV_QUESTIONS.includes(code)));
}
