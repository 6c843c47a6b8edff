import type { CaseKind } from '../domain/cases/case.js';
import { isSuspectedMaternal } from '../domain/cases/eligibility.js';
import type { Answers } from '../domain/forms/form.js';
import { numberOf, textOf } from '../domain/forms/read.js';
import type { CaseChanges } from './case-transitions.js';

const DAYS_OF_YEAR = 365.25;
const DAYS_OF_MONTH = 30.4375;

/** The age at death in days, as near as the notification tells it; null when it tells none. */
export function ageInDays(answers: Answers): number | null {
  const years = numberOf(answers, 'age_years');
  const months = numberOf(answers, 'age_months');
  const days = numberOf(answers, 'age_days');
  if (years !== undefined) return Math.round(years * DAYS_OF_YEAR);
  if (months !== undefined) return Math.round(months * DAYS_OF_MONTH);
  return days ?? null;
}

/** What lists, searches and the look for duplicates read of a notification, copied to the case. */
export function columnsOf(answers: Answers): CaseChanges & {
  readonly category: CaseKind;
  readonly deathPlace: string;
  readonly deathDate: string;
  readonly knownAt: string;
} {
  const category = (textOf(answers, 'death_category') ?? 'WRA') as CaseKind;
  const deathDate = textOf(answers, 'death_date') ?? '';
  return {
    category: category === 'WRA' && isSuspectedMaternal(answers) ? 'MAT' : category,
    deathPlace: textOf(answers, 'death_place') ?? 'UNK',
    deathDate,
    deathTime: textOf(answers, 'death_time') ?? null,
    knownAt: textOf(answers, 'death_known_date') ?? `${deathDate}T00:00`,
    ageDays: ageInDays(answers),
    sex: category === 'MAT' || category === 'WRA' ? 'F' : (textOf(answers, 'sex') ?? null),
    birthWeight: numberOf(answers, 'birth_weight_g') ?? null,
    lateReason: textOf(answers, 'late_reason') ?? null,
  };
}
