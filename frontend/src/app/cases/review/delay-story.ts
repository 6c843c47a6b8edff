import { delay1, delay2First, delay2Transfer, delay3, type Delay } from '@domain/classification/delays.js';
import { beganInside } from '@domain/cases/care-times.js';
import { maternalTimes } from '@domain/cases/maternal-times.js';
import type { Answers } from '@domain/forms/form.js';
import { facilityOfRow } from '@domain/cases/phases.js';
import { has, missingOf, momentOf, rowsOf, type Moment } from '@domain/forms/read.js';

export type MarkKey =
  'onset' | 'decision' | 'arrival' | 'seen' | 'referral' | 'departure' | 'arrival2' | 'decisive' | 'death';

/** One moment of the story, numbered in the order of time. Minutes since 1970, local time of Mali. */
export interface Mark {
  readonly n: number;
  readonly key: MarkKey;
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Noted with a margin, or by its day only. */
  readonly approximate: boolean;
  /** Question that holds it, to go and correct it. */
  readonly question: string;
  /** Facility reached, as the id of its place. */
  readonly place?: string;
}

/** A stretch of one of the three delays. `open`: its end never came, it lasted at least that long. */
export interface Stretch {
  readonly lane: 1 | 2 | 3;
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
  readonly start: MarkKey;
  readonly end: MarkKey;
}

/** The three delays of a maternal death: the moments, the stretches between them, and what is known of each delay. */
export interface DelayStory {
  readonly marks: readonly Mark[];
  readonly stretches: readonly Stretch[];
  /** The complication began inside the first facility: lane 1 does not apply. */
  readonly inside: boolean;
  readonly delays: {
    readonly first: Delay | null;
    readonly way: Delay | null;
    readonly transfer: Delay | null;
    readonly care: Delay | null;
  };
  /** What the opinion says of a decisive treatment: its time, none, or nothing yet. */
  readonly decisive: 'given' | 'none' | 'unsaid';
}

const QUESTIONS: Readonly<Record<MarkKey, string>> = {
  onset: 'onset_at',
  decision: 'decision_at',
  arrival: 'arrive1_at',
  seen: 'seen1_at',
  referral: 'ref_decision_at',
  departure: 'depart_at',
  arrival2: 'arrive2_at',
  decisive: 'care_given',
  death: 'death_at',
};

/**
 * Reads the story from the facts of the review and the notification; the opinion, once there is one, says which treatment was decisive.
 * Until then delay 3 runs to the death without being called longer than it was.
 */
export function delayStory(
  review: Answers,
  notification: Answers | undefined,
  opinion?: Answers,
): DelayStory {
  const times = maternalTimes(review, notification);
  const inside = beganInside(times);
  const decisiveAt = opinion === undefined ? undefined : momentOf(opinion, 'first_definitive_at');
  const none = has(opinion, 'decisive_treatment', 'NONE');
  const decisive = decisiveAt !== undefined ? 'given' : none ? 'none' : 'unsaid';
  const referred = has(review, 'ref_made', 'YES');
  const diedBefore = referred && missingOf(review, 'arrive2_at') === 'NA';
  const path = rowsOf(review, 'm_facility_path').map(facilityOfRow);
  const found: readonly (readonly [MarkKey, Moment | undefined, (string | undefined)?])[] = [
    ['onset', times.onset],
    ['decision', inside ? undefined : times.decision],
    ['arrival', times.firstArrival, path[0]],
    ['seen', times.firstSeen],
    ['referral', referred ? times.referral : undefined],
    ['departure', referred ? times.departure : undefined],
    ['arrival2', referred ? times.secondArrival : undefined, path[1]],
    ['decisive', decisiveAt],
    ['death', times.death],
  ];
  const marks = found
    .flatMap(([key, moment, place]) => (moment === undefined ? [] : [{ key, moment, place }]))
    .sort((left, right) => left.moment.at - right.moment.at)
    .map(({ key, moment, place }, index): Mark => ({
      n: index + 1,
      key,
      ...moment,
      approximate: moment.to > moment.from,
      question: QUESTIONS[key],
      ...(place === undefined ? {} : { place }),
    }));
  const delays = {
    first: delay1(times, inside),
    way: delay2First(times, inside, missingOf(review, 'arrive1_at') === 'NA'),
    transfer: referred ? delay2Transfer(times, diedBefore) : null,
    care: decisive === 'unsaid' ? null : delay3(times, { at: decisiveAt, none }),
  };
  return {
    marks,
    stretches: stretchesOf(times, delays, inside, decisive, decisiveAt),
    inside,
    delays,
    decisive,
  };
}

function stretchesOf(
  times: ReturnType<typeof maternalTimes>,
  delays: DelayStory['delays'],
  inside: boolean,
  decisive: DelayStory['decisive'],
  decisiveAt: Moment | undefined,
): readonly Stretch[] {
  const { onset, decision, firstArrival, referral, secondArrival, death } = times;
  const stretches: Stretch[] = [];
  const add = (
    lane: Stretch['lane'],
    start: MarkKey,
    from: Moment | undefined,
    end: MarkKey,
    to: Moment | undefined,
    open: boolean,
  ): void => {
    if (from !== undefined && to !== undefined && to.at > from.at)
      stretches.push({ lane, from: from.at, to: to.at, open, start, end });
  };
  if (delays.first !== null) add(1, 'onset', onset, 'decision', decision, false);
  if (delays.way !== null)
    add(
      2,
      'decision',
      decision,
      delays.way.censored ? 'death' : 'arrival',
      delays.way.censored ? death : firstArrival,
      delays.way.censored,
    );
  if (delays.transfer !== null) {
    const { censored } = delays.transfer;
    add(2, 'referral', referral, censored ? 'death' : 'arrival2', censored ? death : secondArrival, censored);
  }
  const [start, from] = inside ? (['onset', onset] as const) : (['arrival', firstArrival] as const);
  if (decisive === 'given') add(3, start, from, 'decisive', decisiveAt, false);
  else add(3, start, from, 'death', death, true);
  return stretches;
}

const LENS_RATIO = 8;

/** A window of time, in minutes. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From the first moment to the last. */
export function wholeOf({ marks }: DelayStory): Span | null {
  const [first] = marks;
  const last = marks.at(-1);
  return first === undefined || last === undefined || last.at <= first.at
    ? null
    : { from: first.at, to: last.at };
}

/**
 * Where a lens is needed: when one delay is over eight times another, all stretches but the longest, with a little of it. `null` when the
 * whole story is read at one scale.
 */
export function lensOf(story: DelayStory): Span | null {
  const lengths = story.stretches.map(({ from, to }) => to - from);
  const longest = Math.max(...lengths);
  if (lengths.length < 2 || longest <= LENS_RATIO * Math.min(...lengths)) return null;
  const rest = story.stretches.filter(({ from, to }) => to - from < longest);
  const from = Math.min(...rest.map((one) => one.from));
  const to = Math.max(...rest.map((one) => one.to));
  const whole = wholeOf(story);
  if (whole === null || to - from > 0.7 * (whole.to - whole.from)) return null;
  const air = (to - from) * 0.09;
  return { from: Math.floor(Math.max(whole.from, from - air)), to: Math.ceil(to + air / 2) };
}

const STEPS = [15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200];

/** Round times for an axis, at most `most` of them. */
export function ticksOf({ from, to }: Span, most: number): readonly number[] {
  const step = STEPS.find((minutes) => (to - from) / minutes <= most) ?? Math.ceil((to - from) / most);
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

const DAY = 1440;
const DUSK = 18 * 60;
const DAWN = 8 * 60;

/** The nights, 18 h to 8 h, cut to the window. */
export function nightsOf({ from, to }: Span): readonly Span[] {
  const nights: Span[] = [];
  for (let day = Math.floor(from / DAY) - 1; day <= Math.floor(to / DAY); day += 1) {
    const night = { from: Math.max(from, day * DAY + DUSK), to: Math.min(to, (day + 1) * DAY + DAWN) };
    if (night.to > night.from) nights.push(night);
  }
  return nights;
}

/** Marks closer than `apart` on the drawing stand together under their first and last number. */
export interface Pin {
  readonly x: number;
  readonly marks: readonly Mark[];
}

export function pinsOf(marks: readonly Mark[], place: (at: number) => number, apart: number): readonly Pin[] {
  const pins: Pin[] = [];
  for (const mark of marks) {
    const x = place(mark.at);
    const last = pins.at(-1);
    if (last !== undefined && x - last.x < apart) {
      const together = [...last.marks, mark];
      pins[pins.length - 1] = { x: last.x, marks: together };
    } else pins.push({ x, marks: [mark] });
  }
  return pins;
}
