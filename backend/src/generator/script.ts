import { autopsyNeed } from '../domain/cases/community-autopsy.js';
import { endOfQuarter, quarterOf, seatsOf } from '../domain/audits/draw.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import type { Answers } from '../domain/forms/form.js';
import { DAY } from '../domain/forms/local-time.js';
import type { Settings } from '../domain/settings.js';
import { uuidv7 } from '../domain/uuid.js';
import { storyOf } from './clinical/stories.js';
import type { Story } from './clinical/story.js';
import type { Draws, DrawnNumber } from './draws.js';
import type { Centre, District, Held } from './land.js';
import type { Roster } from './roster.js';
import type { Seeded } from './seeded.js';

/** How far each part of a life has come; a part that is not reached is absent. Minutes of the local calendar. */
export interface Times {
  readonly notified: number;
  readonly left?: number;
  readonly confirmed?: number;
  readonly documented?: number;
  readonly frozen?: number;
  readonly planned?: number;
  readonly opened?: number;
  readonly sealed?: number;
  readonly released?: number;
  readonly reviews: readonly ReviewTimes[];
  readonly adjudication?: ReviewTimes;
  readonly closed?: number;
}

export interface ReviewTimes {
  readonly assigned: number;
  readonly declared?: number;
  readonly sealed?: number;
}

export interface ReviewScript extends ReviewTimes {
  readonly by: Held;
  readonly answers: Answers;
}

/** A life as it will be written, or played through the commands. */
export interface CaseScript {
  readonly id: string;
  readonly subjectRef: string;
  readonly drawn: DrawnNumber;
  readonly district: District;
  readonly centre: Centre;
  readonly story: Story;
  readonly rest: CaseState;
  readonly times: Times;
  readonly seats: number;
  readonly opinion: Answers;
  readonly reviews: readonly ReviewScript[];
  readonly adjudication: ReviewScript | null;
  /** How the recommendations stand in the end. */
  readonly ending: 'none' | 'open' | 'ended';
}

/** Where lives stand, of a thousand. A case is audited only for the moment of the draw; few are caught in it. */
const RESTS = {
  notified: 40,
  documenting: 70,
  ready: 40,
  audited: 2,
  'counter-auditing': 50,
  adjudicating: 12,
  concluded: 36,
  responding: 100,
  closed: 600,
  discarded: 35,
  duplicate: 15,
} as const satisfies Readonly<Record<CaseState, number>>;

const IN_FLIGHT: readonly CaseState[] = [
  'notified',
  'documenting',
  'ready',
  'audited',
  'counter-auditing',
  'adjudicating',
];
const PAST_AUDIT: readonly CaseState[] = ['concluded', 'responding', 'closed'];
const MOST_DAYS_AGO = 1000;

interface Durations {
  readonly confirmed: number;
  readonly documented: number;
  readonly frozen: number;
  readonly planned: number;
  readonly opened: number;
  readonly sealed: number;
  readonly released: number;
  readonly assigned: readonly number[];
  readonly declared: readonly number[];
  readonly reviewed: readonly number[];
  readonly adjudicated: readonly [number, number, number];
  readonly closing: number;
  /** The family is visited after the mourning: what the file waits for after a death in the community. */
  readonly mourning: number;
}

function durationsOf(random: Seeded): Durations {
  const pair = (least: number, most: number) =>
    [random.whole(least, most), random.whole(least, most)] as const;
  return {
    confirmed: random.whole(60, 2800),
    documented: random.whole(120, 1500),
    frozen: random.whole(60, 1500),
    planned: random.whole(60, DAY),
    opened: random.whole(DAY, 5 * DAY),
    sealed: random.whole(45, 110),
    released: random.whole(60, 5 * DAY),
    assigned: pair(30, DAY),
    declared: pair(60, 2000),
    reviewed: pair(2 * DAY, 22 * DAY),
    adjudicated: [random.whole(60, 2 * DAY), random.whole(60, 2000), random.whole(DAY, 15 * DAY)],
    closing: random.whole(DAY, 25 * DAY),
    mourning: random.whole(8 * DAY, 20 * DAY),
  };
}

/** What lives share: numbers and draws, and reviewers who take only so much. */
export interface Means {
  readonly draws: Draws;
  readonly roster: Roster;
  readonly settings: Settings;
}

/** One invented life that comes to rest before `now` (minutes of the local calendar). */
export function scriptOf(
  random: Seeded,
  { draws, roster, settings }: Means,
  district: District,
  now: number,
): CaseScript {
  const centre = random.pick(district.centres);
  const wanted = random.weighted(RESTS);
  const durations = durationsOf(random);
  const ago = IN_FLIGHT.includes(wanted)
    ? random.whole(0, 1200)
    : random.whole(0, (wanted === 'closed' || wanted === 'discarded' ? MOST_DAYS_AGO : 200) * DAY);
  const day = Math.floor((now - ago - longest(wanted, durations)) / DAY) - 1;
  const places = { cscom: centre.id, csref: district.csref.id, village: random.pick(centre.villages) };
  const story = storyOf(random, places, day);
  const seats = seatsOf(story.kind, settings);
  const sealed = sealedAt(story, durations);
  const probability = draws.probabilityOf(story, centre.partner && story.placeIds[0] === centre.id);
  const isReviewed = wanted === 'counter-auditing' || wanted === 'adjudicating';
  const drawn = draws.number(
    district.id,
    dateOf(sealed),
    probability,
    isReviewed && probability < 1 ? true : null,
  );
  const differs = wanted === 'adjudicating' || random.chance(0.15);
  const plan = { random, durations, story, wanted, seats, now, drawn, differs, sealed };
  const { rest, times } = timesOf(plan);
  const reviews: ReviewScript[] = [];
  for (const [seat, review] of times.reviews.entries()) {
    const field = seat > 0 ? 'doctor' : story.kind === 'CHILD' ? 'nurse' : 'midwife';
    const by = roster.take(district, field, review.assigned, reviews);
    const confidence = { value: random.pick(['HIGH', 'MEDIUM', 'LOW']) };
    reviews.push({ ...review, by, answers: { ...story.opinion, ...OF_REVIEWERS, confidence } });
  }
  return {
    id: uuidv7(story.notifiedAt * 60_000, random.bytes(10)),
    subjectRef: random.uuid(),
    drawn,
    district,
    centre,
    story,
    rest,
    times,
    seats,
    opinion: differs ? story.other : story.opinion,
    reviews,
    adjudication:
      times.adjudication === undefined
        ? null
        : {
            ...times.adjudication,
            by: roster.take(district, 'third', times.adjudication.assigned, reviews),
            answers: adjudicationOf(story.opinion),
          },
    ending: endingOf(random, rest, drawn.selected),
  };
}

/** A bound of the time from death to rest, so that nothing lies in the future. */
function longest(wanted: CaseState, d: Durations): number {
  const notified = 2300;
  const frozen = notified + d.confirmed + d.documented + d.mourning + d.frozen;
  const sealed = frozen + d.planned + d.opened + d.sealed;
  const reviewed =
    sealed + d.released + Math.max(...d.assigned) + Math.max(...d.declared) + Math.max(...d.reviewed);
  const [assigned, declared, adjudicated] = d.adjudicated;
  const concluded = reviewed + assigned + declared + adjudicated;
  switch (wanted) {
    case 'notified':
      return notified;
    case 'documenting':
    case 'discarded':
    case 'duplicate':
      return notified + d.confirmed + d.documented + d.mourning;
    case 'ready':
      return frozen + d.planned + d.opened;
    case 'audited':
      return sealed;
    case 'counter-auditing':
      return sealed + d.released + Math.min(...d.assigned);
    case 'adjudicating':
      return concluded;
    case 'concluded':
    case 'responding':
    case 'closed':
      return concluded + d.closing + 30 * DAY;
  }
}

const waitFor = (story: Story, { mourning }: Durations): number =>
  autopsyNeed(story.notification) === 'required' ? mourning : 0;

function sealedAt(story: Story, d: Durations): number {
  return (
    story.notifiedAt +
    d.confirmed +
    d.documented +
    waitFor(story, d) +
    d.frozen +
    d.planned +
    d.opened +
    d.sealed
  );
}

interface Plan {
  readonly random: Seeded;
  readonly durations: Durations;
  readonly story: Story;
  readonly wanted: CaseState;
  readonly seats: number;
  readonly now: number;
  readonly drawn: DrawnNumber;
  readonly differs: boolean;
  readonly sealed: number;
}

function timesOf(plan: Plan): { readonly rest: CaseState; readonly times: Times } {
  const { random, durations: d, story, wanted } = plan;
  const notified = { notified: story.notifiedAt, reviews: [] };
  if (wanted === 'notified') return { rest: wanted, times: notified };
  if (wanted === 'discarded' || wanted === 'duplicate') {
    return { rest: wanted, times: { ...notified, left: story.notifiedAt + d.confirmed } };
  }
  const confirmed = story.notifiedAt + d.confirmed;
  const documented = confirmed + d.documented + waitFor(story, d);
  if (wanted === 'documenting') {
    return { rest: wanted, times: { ...notified, confirmed, ...(random.chance(0.5) ? { documented } : {}) } };
  }
  const frozen = documented + d.frozen;
  const file = { ...notified, confirmed, documented, frozen };
  if (wanted === 'ready') {
    const how = random.weighted({ frozen: 2, planned: 2, opened: 1 });
    if (how === 'frozen') return { rest: wanted, times: file };
    const planned = frozen + d.planned;
    return {
      rest: wanted,
      times: { ...file, planned, ...(how === 'opened' ? { opened: planned + d.opened } : {}) },
    };
  }
  const planned = frozen + d.planned;
  const audited = { ...file, planned, opened: planned + d.opened, sealed: plan.sealed };
  if (wanted === 'audited') return { rest: wanted, times: audited };
  return plan.drawn.selected ? reviewedTimes(plan, audited) : skippedTimes(plan, audited);
}

/** Left out by the draw: concluded at once; closed before its quarter ends, so that nothing is left to top up there. */
function skippedTimes(plan: Plan, audited: Times): { readonly rest: CaseState; readonly times: Times } {
  const { random, now, sealed, wanted } = plan;
  const over = Date.parse(`${endOfQuarter(quarterOf(dateOf(sealed)))}T00:00Z`) / 60_000;
  const isRunning = over > now;
  if (isRunning && wanted !== 'closed') return { rest: wanted, times: audited };
  const latest = Math.min(over - 1, now - 1);
  return {
    rest: 'closed',
    times: { ...audited, closed: Math.min(latest, sealed + random.whole(60, 20 * DAY)) },
  };
}

function reviewedTimes(plan: Plan, audited: Times): { readonly rest: CaseState; readonly times: Times } {
  const { random, durations: d, wanted, seats, sealed, differs } = plan;
  const released = sealed + d.released;
  if (wanted === 'counter-auditing') return { rest: wanted, times: reviewBegun(plan, audited, released) };
  const reviews = Array.from({ length: seats }, (_, seat): ReviewTimes => {
    const assigned = released + (d.assigned[seat] ?? 0);
    const declared = assigned + (d.declared[seat] ?? 0);
    return { assigned, declared, sealed: declared + (d.reviewed[seat] ?? 0) };
  });
  const compared = Math.max(...reviews.map((review) => review.sealed ?? 0));
  const [toAssign, toDeclare, toSeal] = d.adjudicated;
  const adjudication = {
    assigned: compared + toAssign,
    declared: compared + toAssign + toDeclare,
    sealed: compared + toAssign + toDeclare + toSeal,
  };
  const reviewed = { ...audited, released, reviews };
  if (wanted === 'adjudicating') {
    const begun = { assigned: adjudication.assigned, declared: adjudication.declared };
    return { rest: wanted, times: random.chance(0.6) ? { ...reviewed, adjudication: begun } : reviewed };
  }
  const concluded = { ...reviewed, ...(differs ? { adjudication } : {}) };
  if (!PAST_AUDIT.includes(wanted)) throw new Error(`nobody rests in ${wanted}`);
  if (wanted !== 'closed') return { rest: wanted, times: concluded };
  return {
    rest: wanted,
    times: { ...concluded, closed: (differs ? adjudication.sealed : compared) + d.closing },
  };
}

/** Somewhere between the draw and the last review: packet unread, seats empty, taken, or one of them sealed. */
function reviewBegun(plan: Plan, audited: Times, released: number): Times {
  const { random, durations: d } = plan;
  const how = random.weighted({ unread: 1, empty: 1, taken: 2 });
  if (how === 'unread') return audited;
  if (how === 'empty') return { ...audited, released };
  return { ...audited, released, reviews: [{ assigned: released + Math.min(...d.assigned) }] };
}

/** What only a reader of the blind packet is asked. */
const OF_REVIEWERS: Answers = {
  data_quality: { value: 'PART' },
  materials_received: { value: ['RECORD', 'NARRATIVE'] },
};

function adjudicationOf(opinion: Answers): Answers {
  return {
    ...opinion,
    ...OF_REVIEWERS,
    adjudication_reason: {
      value: 'Les faits du dossier, heure par heure, soutiennent cette conclusion et pas l’autre.',
    },
  };
}

function endingOf(random: Seeded, rest: CaseState, isSelected: boolean): CaseScript['ending'] {
  if (rest === 'concluded') return 'none';
  if (rest === 'closed') return isSelected && random.chance(0.8) ? 'ended' : 'none';
  return 'open';
}

export const dateOf = (minutes: number): string => new Date(minutes * 60_000).toISOString().slice(0, 10);
