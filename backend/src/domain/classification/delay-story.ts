import type { CaseKind } from '../cases/case.js';
import type { Answers } from '../forms/form.js';
import { hours } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';
import { has, momentOf } from '../forms/read.js';
import { delayTimes, type DelayTimes } from './delay-times.js';

/** What a moment of the story is. */
export type MarkKey =
  | 'onset'
  | 'labour'
  | 'illness'
  | 'decision'
  | 'arrival'
  | 'seen'
  | 'referral'
  | 'departure'
  | 'arrival2'
  | 'incision'
  | 'birth'
  | 'treatment'
  | 'decisive'
  | 'death';

/** One moment of the story, numbered in the order of time. Minutes on the local clock of Mali. */
export interface Mark extends Moment {
  readonly n: number;
  readonly key: MarkKey;
  /** Noted with a margin, or by its hour or day only. */
  readonly approximate: boolean;
  /** Facility reached, as the id of its place. */
  readonly place?: string;
}

/** The four links of the chain: to decide, to reach a facility, to be transferred, to be treated. The middle two are the second delay. */
export type LinkPart = 'decide' | 'reach' | 'transfer' | 'care';

/**
 * One measured link. Its length lies between `lower` and `upper` hours; `hours` is the best estimate, `null` when one of its ends is
 * unknown and only its neighbours bound it. `censored`: its end never came, it lasted at least until the death. `open`: the opinion has not
 * yet said which treatment was decisive, the length is no measure.
 */
export interface DelayLink {
  readonly part: LinkPart;
  readonly lane: 1 | 2 | 3;
  readonly start: MarkKey;
  readonly end: MarkKey;
  readonly from: Moment;
  readonly to: Moment;
  readonly hours: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly approximate: boolean;
  readonly censored: boolean;
  readonly open: boolean;
  /** The longest of the measured links, by their best estimates. */
  readonly longest: boolean;
}

/** The three delays of one death: its moments and the links between them. [domain 2.2, 3.2 D, V03, 4.5] */
export interface DelayStory {
  readonly kind: CaseKind;
  readonly marks: readonly Mark[];
  readonly links: readonly DelayLink[];
  /** The complication began inside a facility: nobody had to decide or to travel, delay 3 starts at its onset. */
  readonly inside: boolean;
  /** What the opinion says of a decisive treatment: its time, none, or nothing yet. */
  readonly decisive: 'given' | 'none' | 'unsaid';
  /** No other link can be longer than the longest, whatever the true times. */
  readonly longestIsSure: boolean;
}

interface End {
  readonly key: MarkKey;
  readonly moment: Moment;
  readonly isKnown: boolean;
}

/**
 * The story of the three delays of a death of this kind. `opinion`, once there is one, says which treatment was decisive; until then the
 * third link runs to the death, open. Unknown times are bounded by the times before and after them.
 */
export function storyOf(
  kind: CaseKind,
  review: Answers,
  notification: Answers | undefined,
  opinion?: Answers,
): DelayStory {
  const times = delayTimes(kind, review, notification);
  const inside =
    times.onset !== undefined && times.firstArrival !== undefined && times.onset.at >= times.firstArrival.at;
  const decisiveAt = momentOf(opinion, 'first_definitive_at');
  const decisive =
    decisiveAt !== undefined ? 'given' : has(opinion, 'decisive_treatment', 'NONE') ? 'none' : 'unsaid';
  const links = withLongest(linksOf(times, inside, decisive, decisiveAt));
  const longest = links.find((link) => link.longest);
  return {
    kind,
    marks: marksOf(times, inside, decisiveAt),
    links,
    inside,
    decisive,
    longestIsSure:
      longest !== undefined &&
      links.every((link) => link === longest || link.open || link.upper <= longest.lower),
  };
}

/** The link of this part, `null` when it cannot be told. */
export function linkOf({ links }: DelayStory, part: LinkPart): DelayLink | null {
  return links.find((link) => link.part === part) ?? null;
}

/** The moments in order. A birth before the story opens, weeks before a late infection for instance, would only stretch its scale. */
function marksOf(times: DelayTimes, inside: boolean, decisiveAt: Moment | undefined): readonly Mark[] {
  const { referred } = times;
  const found: readonly (readonly [MarkKey, Moment | undefined, (string | undefined)?])[] = [
    [times.opening, times.onset],
    ['decision', inside ? undefined : times.decision],
    ['arrival', times.firstArrival, times.path[0]],
    ['seen', times.firstSeen],
    ['referral', referred ? times.referral : undefined],
    ['departure', referred ? times.departure : undefined],
    ['arrival2', referred ? times.secondArrival : undefined, times.path[1]],
    ['incision', times.incision],
    ['birth', times.birth],
    ['illness', times.opening === 'illness' ? undefined : times.illness],
    ['treatment', times.treatment?.at === decisiveAt?.at ? undefined : times.treatment],
    ['decisive', decisiveAt],
    ['death', times.closing === 'death' ? times.end : undefined],
  ];
  const told = found
    .flatMap(([key, moment, place]) => (moment === undefined ? [] : [{ key, moment, place }]))
    .sort((left, right) => left.moment.at - right.moment.at);
  const first = told.findIndex(({ key }) => key !== 'birth' && key !== 'incision');
  return told.slice(Math.max(0, first)).map(({ key, moment, place }, index): Mark => ({
    n: index + 1,
    key,
    ...moment,
    approximate: moment.to > moment.from,
    ...(place === undefined ? {} : { place }),
  }));
}

/** An unknown moment lies between the last known one before it and the first known one after it; nothing without both. */
function bounded(
  before: readonly (Moment | undefined)[],
  after: readonly (Moment | undefined)[],
): Moment | undefined {
  const first = before.filter((moment) => moment !== undefined).at(-1);
  const last = after.find((moment) => moment !== undefined);
  if (first === undefined || last === undefined || last.to < first.from) return undefined;
  return { at: Math.round((first.from + last.to) / 2), from: first.from, to: last.to };
}

function endOf(key: MarkKey, known: Moment | undefined, guess: () => Moment | undefined): End | null {
  if (known !== undefined) return { key, moment: known, isKnown: true };
  const moment = guess();
  return moment === undefined ? null : { key, moment, isKnown: false };
}

const nothing = (): undefined => undefined;

function linksOf(
  times: DelayTimes,
  inside: boolean,
  decisive: DelayStory['decisive'],
  decisiveAt: Moment | undefined,
): readonly DelayLink[] {
  const { onset, firstSeen, referral, departure, secondArrival } = times;
  const isReferred = times.referred;
  const later = isReferred ? [referral, departure, secondArrival] : [];
  const ending = endOf(times.closing, times.end, nothing);
  const opening = endOf(times.opening, onset, nothing);
  const arrival = endOf('arrival', times.firstArrival, () =>
    times.attended && !times.neverArrived
      ? bounded([onset, times.decision], [firstSeen, ...later, times.end])
      : undefined,
  );
  const decision = endOf('decision', times.decision, () =>
    times.firstArrival === undefined ? undefined : bounded([onset], [times.firstArrival]),
  );
  const decided = endOf('referral', referral, () =>
    isReferred ? bounded([times.firstArrival, firstSeen], [departure, secondArrival]) : undefined,
  );
  const received = endOf('arrival2', secondArrival, () =>
    times.diedOnTheWay ? undefined : bounded([referral, departure], [times.end]),
  );
  const links: (DelayLink | null)[] = [];
  if (!inside) {
    links.push(link('decide', 1, opening, decision));
    links.push(
      times.neverArrived
        ? link('reach', 2, decision, ending, 'censored')
        : link('reach', 2, decision, arrival),
    );
  }
  if (isReferred)
    links.push(
      times.diedOnTheWay && secondArrival === undefined
        ? link('transfer', 2, decided, ending, 'censored')
        : link('transfer', 2, decided, received),
    );
  const start = careStart(times, inside, arrival);
  if (decisive === 'given') links.push(link('care', 3, start, endOf('decisive', decisiveAt, nothing)));
  else links.push(link('care', 3, start, ending, decisive === 'none' ? 'censored' : 'open'));
  return links.filter((one) => one !== null);
}

/** Care is due from the arrival; from the onset when it came later, and from the first sign of illness of a newborn in a facility. */
function careStart(times: DelayTimes, inside: boolean, arrival: End | null): End | null {
  const { illness, onset } = times;
  if (illness !== undefined && arrival !== null && illness.at >= arrival.moment.at)
    return { key: 'illness', moment: illness, isKnown: true };
  return inside && onset !== undefined ? { key: times.opening, moment: onset, isKnown: true } : arrival;
}

function link(
  part: LinkPart,
  lane: DelayLink['lane'],
  start: End | null,
  end: End | null,
  how?: 'censored' | 'open',
): DelayLink | null {
  if (start === null || end === null) return null;
  const [from, to] = [start.moment, end.moment];
  const isKnown = start.isKnown && end.isKnown;
  if (isKnown ? to.at < from.at : to.to <= from.from) return null;
  return {
    part,
    lane,
    start: start.key,
    end: end.key,
    from,
    to,
    hours: isKnown ? hours(to.at - from.at) : null,
    lower: hours(Math.max(0, to.from - from.to)),
    upper: hours(Math.max(0, to.to - from.from)),
    approximate: from.to > from.from || to.to > to.from,
    censored: how === 'censored',
    open: how === 'open',
    longest: false,
  };
}

function withLongest(links: readonly DelayLink[]): readonly DelayLink[] {
  const measured = links.flatMap((one) => (one.open || one.hours === null ? [] : [one.hours]));
  if (links.length < 2 || measured.length === 0) return links;
  const most = Math.max(...measured);
  const longest = most > 0 ? links.find((one) => !one.open && one.hours === most) : undefined;
  return links.map((one) => (one === longest ? { ...one, longest: true } : one));
}
