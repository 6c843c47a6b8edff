import { agreementOf, birthBands, soundsOf, type NameAgreement } from '../domain/cases/name-sounds.js';
import type { Mark, Trait } from '../platform/vault/name-index.js';
import type { IdentityFields } from '../platform/vault/vault.js';

const A_DAY = 86_400_000;
const DAYS_OF_YEAR = 365.25;
const NAMES = ['deceased_name', 'mother_name'] as const;
/**
 * Two windows of 56 days that overlap by half: deaths within four weeks share one. Marks of other times cannot be compared, so that whoever
 * holds the database learns from them neither who of two years bears one name nor which names are common.
 */
const WINDOW_DAYS = 56;
const WINDOWS = ['a', 'b'] as const;

/** What a death tells that the index reads names with. */
export interface TimedDeath {
  readonly deathDate: string;
  readonly ageDays: number | null;
}

/** What two people may have in common, read from an identity: how each part of a name sounds, and the whole name with the time of birth. */
export function traitsOf({ deathDate, ageDays }: TimedDeath): (identity: IdentityFields) => readonly Trait[] {
  const day = Math.floor(Date.parse(deathDate) / A_DAY);
  return (identity) => {
    const year = yearOfBirth(identity['dob'], deathDate, ageDays);
    return WINDOWS.flatMap((window, n) => {
      const time = Math.floor((day + (n * WINDOW_DAYS) / 2) / WINDOW_DAYS);
      const parts = NAMES.flatMap((field) =>
        soundsOf(identity[field] ?? '').map((sound) => ({
          sort: sortOf(field, window),
          text: `${String(time)}|${sound}`,
        })),
      );
      const whole = soundsOf(identity['deceased_name'] ?? '').join(' ');
      const births =
        year === null || whole === ''
          ? []
          : birthBands(year).map((band) => ({
              sort: BIRTH,
              text: `${String(time)}|${whole}|${String(band)}`,
            }));
      return [...parts, ...births];
    });
  };
}

/** What the marks of two people have in common. The name of the dead person counts where both are told, else that of the mother. */
export function comparedMarks(
  left: readonly Mark[],
  right: readonly Mark[],
): { readonly names: NameAgreement; readonly sameBirth: boolean } {
  const known = new Set(right.map(({ hash }) => hash));
  const shared = left.filter(({ hash }) => known.has(hash));
  const agreements = NAMES.map((field) => {
    const inWindow = (marks: readonly Mark[], window: Window): number =>
      marks.filter(({ sort }) => sort === sortOf(field, window)).length;
    const most = Math.max(...WINDOWS.map((window) => inWindow(shared, window)));
    return agreementOf(inWindow(left, 'a'), inWindow(right, 'a'), most);
  });
  return {
    names: agreements.find((agreement) => agreement !== 'unknown') ?? 'unknown',
    sameBirth: shared.some(({ sort }) => sort === BIRTH),
  };
}

const BIRTH = 'birth';
type Window = (typeof WINDOWS)[number];
const sortOf = (field: (typeof NAMES)[number], window: Window): string => `${field}.${window}`;

function yearOfBirth(dob: string | undefined, deathDate: string, ageDays: number | null): number | null {
  const told = Number(dob?.slice(0, 4));
  if (Number.isInteger(told)) return told;
  return ageDays === null
    ? null
    : Math.floor(Number(deathDate.slice(0, 4)) + dayOfYear(deathDate) - ageDays / DAYS_OF_YEAR);
}

const dayOfYear = (date: string): number =>
  (Date.parse(date) - Date.parse(`${date.slice(0, 4)}-01-01`)) / A_DAY / DAYS_OF_YEAR;
