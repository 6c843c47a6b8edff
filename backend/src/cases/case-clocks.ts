import type { ClockView } from '../domain/cases/case.js';
import { dueAt, postponed, type Step } from '../domain/cases/deadlines.js';
import { isCommunityDeath } from '../domain/cases/notification-delay.js';
import type { Settings } from '../domain/settings.js';
import { localOf } from './case-tasks.js';
import type { LockedCase } from './locked-case.js';
import type { ToldEvent } from './case-timeline.js';

/** The clocks of the centre and the district; those of reviewers are for the coordinator and the district only. */
const OF_REVIEW: readonly Step[] = ['packet', 'counter-audit', 'adjudication'];

/** What the papers of the case tell its clocks. */
export interface ToldInForms {
  /** The code of why it was notified late. */
  readonly lateReason: string | null;
  /** The visit in the family, where there is one to make: its day, null while it is to be made. */
  readonly visit: { readonly on: string | null } | null;
}

type Started = {
  readonly step: ClockView['name'];
  readonly start: string | null;
  readonly metAt: string | null;
};

const whenLast = (events: readonly ToldEvent[], ...names: readonly string[]): string | null => {
  const found = events.findLast(({ event }) => names.includes(event));
  return found === undefined ? null : localOf(found.at);
};

/**
 * Every clock of a case that has started, with its limit and when it was met. Times on hold move a limit on. `reviews` opens the clocks of
 * packet, counter-audit and adjudication. [domain 1.3]
 */
export function clocksOf(
  row: LockedCase,
  events: readonly ToldEvent[],
  settings: Settings,
  { lateReason, visit }: ToldInForms,
  reviews: boolean,
): readonly ClockView[] {
  const community = isCommunityDeath({ death_place: { value: row.deathPlace } }) === true;
  const facts = { kind: row.kind ?? row.category, community };
  const death = row.deathTime === null ? row.deathDate : `${row.deathDate}T${row.deathTime}`;
  const sealed = whenLast(events, 'seal-audit');
  const selected = whenLast(events, 'select');
  const compared = whenLast(events, 'compare', 'proceed-with-one', 'waive');
  const concluded = row.concludedAt === null ? null : localOf(row.concludedAt);
  const started: readonly Started[] = [
    { step: 'knowledge', start: death, metAt: row.knownAt },
    { step: 'notification', start: community ? row.knownAt : death, metAt: row.reportedAt },
    {
      step: 'confirmation',
      start: localOf(row.receivedAt),
      metAt: whenLast(events, 'confirm', 'discard', 'mark-duplicate'),
    },
    {
      step: 'interview',
      // A file that was closed without the visit waits for it no more.
      start: visit !== null && (visit.on !== null || row.state === 'documenting') ? row.deathDate : null,
      metAt: visit === null || visit.on === null ? null : `${visit.on}T00:00`,
    },
    {
      step: 'audit',
      start: row.confirmedAt === null ? null : death,
      metAt: sealed ?? whenLast(events, 'waive-audit', ...(row.extent === 'short' ? ['freeze'] : [])),
    },
    { step: 'packet', start: sealed, metAt: selected },
    { step: 'counter-audit', start: selected, metAt: compared },
    {
      step: 'adjudication',
      start: row.state === 'adjudicating' || whenLast(events, 'adjudicate') !== null ? compared : null,
      metAt: whenLast(events, 'adjudicate'),
    },
    { step: 'closing', start: concluded, metAt: row.closedAt === null ? null : localOf(row.closedAt) },
  ];
  return started.flatMap(({ step, start, metAt }): readonly ClockView[] => {
    if (start === null || (OF_REVIEW.includes(step) && !reviews)) return [];
    const due = dueAt(step, start, facts, settings);
    if (due === null) return [];
    const reason = step === 'notification' ? lateReason : null;
    return [{ name: step, start, due: afterHolds(due, { start, metAt }, events), metAt, reason }];
  });
}

/** The limit moved by every hold that began while the clock ran and is over. */
function afterHolds(
  due: string,
  { start, metAt }: { readonly start: string; readonly metAt: string | null },
  events: readonly ToldEvent[],
): string {
  let moved = due;
  let from: string | null = null;
  for (const { event, at } of events) {
    if (event === 'hold') from = localOf(at);
    else if (event === 'lift-hold' && from !== null) {
      if (from >= start && (metAt === null || metAt > from)) moved = postponed(moved, from, localOf(at));
      from = null;
    }
  }
  return moved;
}
