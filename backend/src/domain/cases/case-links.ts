import { fetusOutcome } from '../classification/fetus.js';
import type { Answer, Answers, Row } from '../forms/form.js';
import { numberOf, rowsOf, textOf } from '../forms/read.js';
import type { CaseKind } from './case.js';

/** Deaths that belong together, one case each: a mother and her baby, or twins. [domain 2.2 c–e] */
export type LinkKind = 'mother' | 'twin';
export type LinkState = 'proposed' | 'confirmed' | 'removed';

/** What a case tells that a link is read from. `ageDays` is the age at death, 0 for a stillborn child. */
export interface ToldDeath {
  readonly category: CaseKind;
  readonly deathDate: string;
  readonly ageDays: number | null;
  readonly notification: Answers;
  readonly review: Answers;
}

/** The other case of a link, as somebody reads it who may open both. `as` is what the other one is to this one. */
export interface LinkView {
  readonly id: string;
  readonly version: number;
  readonly as: 'mother' | 'baby' | 'twin';
  readonly state: 'proposed' | 'confirmed';
  readonly caseId: string;
  readonly number: string;
  readonly kind: CaseKind;
  readonly placeName: string;
  readonly deathDate: string;
}

/**
 * The links of one case for one reader. `hidden`: a confirmed link leads to a case that this reader may not open; not to which, nor to
 * how many. `babyToNotify`: the file tells of a dead baby that has no case yet.
 */
export interface CaseLinks {
  readonly known: readonly LinkView[];
  readonly hidden: boolean;
  readonly mayDecide: boolean;
  readonly babyToNotify: boolean;
}

/** A notification filled in from the mother's file, with the names of the places in it by id. */
export interface BabyNotification {
  readonly answers: Answers;
  readonly places: Readonly<Record<string, string>>;
}

const DAY = 86_400_000;
/** The six weeks after the end of a pregnancy. */
const PUERPERIUM_DAYS = 42;

export const isMother = (category: CaseKind): boolean => category === 'MAT' || category === 'WRA';
export const isBaby = (category: CaseKind): boolean => category === 'SB' || category === 'NND';

/** What two cases can be to each other; nothing for two mothers, or an older child. */
export function linkKindOf(left: CaseKind, right: CaseKind): LinkKind | undefined {
  if (isBaby(left) && isBaby(right)) return 'twin';
  return (isMother(left) && isBaby(right)) || (isBaby(left) && isMother(right)) ? 'mother' : undefined;
}

const daysBetween = (left: string, right: string): number =>
  Math.abs(Date.parse(left) - Date.parse(right)) / DAY;

/** The newborns of a mother's review who died and have a case of their own each: a child that was never born has none. [domain 2.2 d, e] */
function deadNewborns({ notification, review }: Pick<ToldDeath, 'notification' | 'review'>): readonly Row[] {
  const weeks = numberOf(review, 'ga_weeks') ?? numberOf(notification, 'gestational_weeks');
  return rowsOf(review, 'newborns').filter(
    (row) => fetusOutcome(textOf(row, 'nb_outcome'), weeks).linked_case === 'proposed',
  );
}

/** How many dead babies the file of a mother tells of: those of the review, or one that the notification alone tells of. */
export function deadBabiesTold(told: ToldDeath): number {
  if (!isMother(told.category)) return 0;
  const known = rowsOf(told.review, 'newborns').some((row) => (textOf(row, 'nb_outcome') ?? 'UNK') !== 'UNK');
  if (known) return deadNewborns(told).length;
  const outcome = textOf(told.notification, 'pregnancy_outcome');
  const weeks = numberOf(told.notification, 'gestational_weeks');
  const stillborn = outcome === 'SB' && fetusOutcome('SB_FRESH', weeks).linked_case === 'proposed';
  return stillborn || outcome === 'MIXED' ? 1 : 0;
}

/** The file of a baby tells of a mother who died or is ill. */
export function tellsOfMother({ category, review }: ToldDeath): boolean {
  return isBaby(category) && ['DEAD', 'ALIVE_ILL'].includes(textOf(review, 'p_mother_outcome') ?? '');
}

const isMultiple = ({ notification, review }: ToldDeath): boolean =>
  [textOf(notification, 'multiple'), textOf(review, 'p_multi')].some((code) => code === '2' || code === '3P');

function birthDateOf({ deathDate, ageDays }: ToldDeath): string {
  return new Date(Date.parse(deathDate) - (ageDays ?? 0) * DAY).toISOString().slice(0, 10);
}

/** A birth is dated by the hour, or by the age in days of who died of it: one day more or less. */
const DATING_DAYS = 1;

/** Whether a child born on that day may be of this pregnancy: near its end where that is told, else within six weeks of the mother's death. */
function isOfPregnancy({ notification, review, deathDate }: ToldDeath, born: string): boolean {
  const end = textOf(notification, 'preg_end_date') ?? textOf(review, 'birth_at')?.slice(0, 10);
  if (end !== undefined && !Number.isNaN(Date.parse(end))) return daysBetween(end, born) <= DATING_DAYS;
  return daysBetween(deathDate, born) <= PUERPERIUM_DAYS;
}

/** She died before giving birth, and no line of her file tells of a dead newborn. */
const isUndelivered = (mother: ToldDeath): boolean =>
  textOf(mother.notification, 'pregnancy_outcome') === 'UNDELIV' && deadBabiesTold(mother) === 0;

/**
 * Whether two deaths of a common facility or village are proposed as belonging together: a mother and a baby of her last
 * pregnancy, when the file of either tells of the other; twins born the same night. A person decides. [domain 2.2 c–e]
 */
export function proposedLink(left: ToldDeath, right: ToldDeath): LinkKind | undefined {
  const kind = linkKindOf(left.category, right.category);
  if (kind === undefined) return undefined;
  if (kind === 'twin') {
    const sameBirth = daysBetween(birthDateOf(left), birthDateOf(right)) <= 1;
    return sameBirth && isMultiple(left) && isMultiple(right) ? 'twin' : undefined;
  }
  const [mother, baby] = isMother(left.category) ? [left, right] : [right, left];
  const told = deadBabiesTold(mother) > 0 || tellsOfMother(baby);
  return told && !isUndelivered(mother) && isOfPregnancy(mother, birthDateOf(baby)) ? 'mother' : undefined;
}

/**
 * Answers that carry over from the file of a mother to the notification of her baby, the one after as many as have a case already; never
 * a name, a phone or a date of birth.
 */
export function babyNotificationFrom(notification: Answers, review: Answers, already = 0): Answers {
  const newborn = deadNewborns({ notification, review })[already];
  const outcome = textOf(newborn, 'nb_outcome');
  const [day = '', time = ''] = (textOf(review, 'birth_at') ?? '').split('T');
  const isStillborn = outcome !== 'LIVE_DIED';
  const aspect = outcome === 'SB_FRESH' ? 'FRESH' : outcome === 'SB_MAC' ? 'MACERATED' : undefined;
  const carried: readonly (readonly [string, Answer | undefined])[] = [
    ['death_category', { value: isStillborn ? 'SB' : 'NND' }],
    ['residence_status', notification['residence_status']],
    ['village_code', notification['village_code']],
    ['multiple', notification['multiple']],
    ['gestational_weeks', review['ga_weeks'] ?? notification['gestational_weeks']],
    ['sex', newborn?.['nb_sex']],
    ['birth_weight_g', newborn?.['nb_weight']],
    ['stillbirth_type', aspect === undefined ? undefined : { value: aspect }],
    ['death_date', isStillborn && day !== '' ? { value: day } : undefined],
    ['death_time', isStillborn && time !== '' ? { value: time } : undefined],
  ];
  return Object.fromEntries(
    carried.filter((entry): entry is readonly [string, Answer] => entry[1] !== undefined),
  );
}
