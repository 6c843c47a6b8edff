import { may } from '../domain/access/abilities.js';
import { sightOf } from '../domain/access/sight.js';
import { mayWrite, phasesOf, type Hand } from '../domain/cases/phases.js';
import { HIV_QUESTIONS } from '../domain/access/masking.js';
import type { Answers, Form } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';
import type { Actor } from '../platform/security/actor.js';
import { reachOf, rolesOn, type LockedCase } from './locked-case.js';

/** What a person may read and write of one form of a case. */
export interface DraftAccess {
  readonly reads: Hand | 'nothing';
  readonly writes: Hand | 'nothing';
  /** Questions that reveal HIV are for the facility that holds the antenatal record and for whoever has the right. */
  readonly hiv: boolean;
  /** Answers that an event gave: typed over, they would say another thing than the case. */
  readonly settled?: readonly string[];
}

const NOTIFICATION = 'notification';
/** Once confirmed, the kind of a death changes by `change-kind` alone. */
const CONFIRMED = ['death_category'];

/** Read: the whole file, or shared questions and the own phase. Write: the head of the responsible centre all, others their phase. */
export function draftAccess(actor: Actor, row: LockedCase, form: Form, path: readonly number[]): DraftAccess {
  const reach = reachOf(row);
  const sight = sightOf(actor.ability, reach);
  const facilities = facilitiesOf(actor, row);
  const own: Hand = { facilities, path };
  const readsDraft = may(actor.ability, 'read', 'Draft', reach);
  const whole = sight.file === 'whole' || form.name === NOTIFICATION;
  const reads = !readsDraft ? 'nothing' : whole ? null : own;
  return {
    reads: reads === 'nothing' && isOwnNotification(actor, row, form) ? null : reads,
    writes: form.name === NOTIFICATION ? notificationHand(actor, row) : reviewHand(actor, row, own),
    hiv: sight.hiv || (path[0] !== undefined && facilities.includes(path[0])),
    settled: form.name === NOTIFICATION && row.state !== 'notified' ? CONFIRMED : [],
  };
}

/** Whether the person may write this form at any time: whoever may not is refused, whoever may waits for the right state. */
export function mayEverWrite(actor: Actor, row: LockedCase, form: string): boolean {
  const reach = reachOf(row);
  if (form !== NOTIFICATION) return may(actor.ability, 'document', 'Draft', reach);
  return (
    row.reporterId === actor.person.id ||
    may(actor.ability, 'confirm', 'Case', reach) ||
    rolesOn(actor.memberships, row).includes('centre-head')
  );
}

/** The facilities of the path where the person documents. */
export function facilitiesOf(actor: Actor, row: Pick<LockedCase, 'placeIds'>): readonly number[] {
  return actor.memberships
    .filter(
      ({ role, placeId }) => ['clinician', 'centre-head'].includes(role) && row.placeIds.includes(placeId),
    )
    .map(({ placeId }) => placeId);
}

const isOwnNotification = (actor: Actor, row: LockedCase, form: Form): boolean =>
  form.name === NOTIFICATION && row.reporterId === actor.person.id;

function reviewHand(actor: Actor, row: LockedCase, own: Hand): Hand | 'nothing' {
  if (row.state !== 'documenting' || !may(actor.ability, 'document', 'Draft', reachOf(row))) return 'nothing';
  return rolesOn(actor.memberships, row).includes('centre-head') ? null : own;
}

/** The notification is corrected by the head of the responsible centre, or, until it is confirmed, by who sent or confirms it. */
function notificationHand(actor: Actor, row: LockedCase): Hand | 'nothing' {
  if (!['notified', 'documenting'].includes(row.state)) return 'nothing';
  const isHead = rolesOn(actor.memberships, row).includes('centre-head');
  if (isHead) return null;
  const isNotified = row.state === 'notified';
  const concerned = row.reporterId === actor.person.id || may(actor.ability, 'confirm', 'Case', reachOf(row));
  return isNotified && concerned ? null : 'nothing';
}

/** The questions a person may write, in the order of the form; every one of them when the whole form is theirs. */
export function writableQuestions(form: Form, access: DraftAccess): readonly string[] {
  if (access.writes === 'nothing') return [];
  const { writes } = access;
  const phases = phasesOf(form);
  return questionsOf(form)
    .filter(({ need, identity, code }) => need !== 'computed' && identity !== true && !isOfEvent(code))
    .filter(({ code }) => access.hiv || !HIV_QUESTIONS.includes(code))
    .filter(({ code }) => access.settled?.includes(code) !== true)
    .filter(({ code }) => mayWrite(phases[code] ?? 'any', writes))
    .map(({ code }) => code);
}

/** Answers that an event gives, never a person by typing. */
const isOfEvent = (code: string): boolean => ['verification', 'discard_reason', 'notified_at'].includes(code);

/** The answers without questions that reveal HIV, for who may not read them. */
export function withoutHivQuestions(answers: Answers, access: DraftAccess): Answers {
  if (access.hiv) return answers;
  return Object.fromEntries(Object.entries(answers).filter(([code]) => !HIV_QUESTIONS.includes(code)));
}
