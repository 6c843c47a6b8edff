import type { ConfirmedKind } from '../../domain/cases/eligibility.js';
import type { Answers } from '../../domain/forms/form.js';
import { factorPlace } from '../../domain/classification/factors.js';
import type { Seeded } from '../seeded.js';
import { lines, value } from './answered.js';
import type { FactorLine } from './maternal-scenarios.js';

/** The facilities a story runs through, as ids of places. */
export interface StoryPlaces {
  readonly cscom: number;
  readonly csref: number;
  readonly village: number;
}

/** What a file tells of one death, and what different readers conclude from it. Times are minutes of the local calendar. */
export interface Story {
  readonly kind: ConfirmedKind;
  readonly diedAt: number;
  readonly notifiedAt: number;
  /** The facility of the death, else the one that notifies; then the others of the path, in the order of its columns. */
  readonly placeIds: readonly number[];
  readonly identity: Readonly<Record<string, string>>;
  readonly notification: Answers;
  /** The review of its kind, `null` while there is no such form. */
  readonly review: Answers | null;
  readonly opinion: Answers;
  readonly other: Answers;
  readonly decidedAt: number | null;
  readonly factors: readonly string[];
}

const FAMILY_NAMES = [
  'Balanzan',
  'Sirakoro',
  'Nyelebou',
  'Kolodjan',
  'Faragoua',
  'Zanbougou',
  'Wolofara',
  'Tabakoro',
];
const GIVEN_NAMES = [
  'Nassira',
  'Djelika',
  'Setou',
  'Korotou',
  'Madina',
  'Yaya',
  'Sidiki',
  'Nouhoum',
  'Penda',
  'Lalla',
];

/** An invented person; the names belong to nobody. */
export function inventedName(random: Seeded): string {
  return `${random.pick(GIVEN_NAMES)} ${random.pick(FAMILY_NAMES)}`;
}

export function inventedPhone(random: Seeded): string {
  return `+223${random.pick(['6', '7', '9'])}${String(random.whole(0, 9_999_999)).padStart(7, '0')}`;
}

/** Factors with level and delay as the list proposes them, the first ones heavier. */
export function factorAnswers(factors: readonly FactorLine[]): Answers[string] {
  return lines(
    ...factors.map(({ factor, phase, evidence }, rank) => {
      const place = factorPlace(factor);
      return {
        factor: value(factor),
        level: value(place?.level ?? 'OTHER'),
        delay: value(place?.delay ?? 'NONE'),
        phase: value(phase),
        weight: value(rank < 2 ? '3' : rank < 4 ? '2' : '1'),
        evidence: value(evidence),
      };
    }),
  );
}

/** How present a delay is, by the factors that belong to it: none without one. */
export function delayLevel(random: Seeded, factors: readonly FactorLine[], delay: 1 | 2 | 3): string {
  const count = factors.filter(({ factor }) => factorPlace(factor)?.delays.includes(delay)).length;
  if (count === 0) return 'NO';
  return count > 1 && random.chance(0.6) ? 'CRIT' : 'YES';
}
