/**
 * What is looked after for the brothers, sisters and other children who go on living where a death raised the suspicion of a crime or of
 * ill-treatment. Ticks and a number only, never a word: it protects them without accusing anybody. [domain 7.7]
 */
export const SURVIVOR_ITEMS = [
  'seen',
  'safe-place',
  'care',
  'feeding',
  'trusted-adult',
  'service-called',
  'support',
  'civil-status',
  'next-visit',
] as const;
export type SurvivorItem = (typeof SURVIVOR_ITEMS)[number];

export const ITEM_STATES = ['todo', 'done', 'not-needed'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** The checklist of one alert: the number of living children, unknown as `null`, and where each item is. */
export interface SurvivorChecklist {
  readonly children: number | null;
  readonly items: Readonly<Record<SurvivorItem, ItemState>>;
}

/** Nothing done yet. */
export const EMPTY_CHECKLIST: SurvivorChecklist = {
  children: null,
  items: Object.fromEntries(SURVIVOR_ITEMS.map((item) => [item, 'todo'])) as Record<SurvivorItem, ItemState>,
};

/** Whether the alert may be closed: the children were counted, and nothing waits any more. Without a child there is nothing to wait for. */
export function isSettled({ children, items }: SurvivorChecklist): boolean {
  if (children === null) return false;
  return children === 0 || SURVIVOR_ITEMS.every((item) => items[item] !== 'todo');
}

/** The official route by telephone, as the settings of the district give it; empty where nobody has given it yet. */
export interface TelephoneRoute {
  readonly service: string;
  readonly telephone: string;
}

/** What raising the alert answers beside the receipt: whom to call. */
export interface ConcernRaised {
  readonly route: TelephoneRoute;
}

/** An alert as the named safeguarding focal point reads it. Nothing of it stands in the file, the timeline or a list of cases. */
export interface ConcernView {
  readonly id: string;
  readonly version: number;
  readonly caseNumber: string;
  readonly placeName: string;
  readonly raisedAt: string;
  /** Name of the member of staff who raised it; `null` when it came from a blind packet, whose reader is named to nobody. */
  readonly raisedBy: string | null;
  readonly closedAt: string | null;
  readonly checklist: SurvivorChecklist;
  readonly route: TelephoneRoute;
  /** The case, for who may open it for another reason. */
  readonly caseId: string | null;
}
