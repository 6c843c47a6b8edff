import { dateOfDay } from '../forms/local-time.js';

/** The age groups of deaths after a live birth. [domain 2.2] */
export type AgeGroup = 'EARLY_NEONATAL' | 'LATE_NEONATAL' | 'CHILD' | 'OVER_FIVE';

const EARLY_DAYS = 7;
const NEONATAL_DAYS = 28;
const CHILD_MONTHS = 60;

/** Completed months between two days (days since 1970): the month is complete on the same day of the month, or past its last one. */
function completedMonths(born: number, died: number): number {
  const [bornYear = 0, bornMonth = 0, bornOn = 0] = dateOfDay(born).split('-').map(Number);
  const [year = 0, month = 0, on = 0] = dateOfDay(died).split('-').map(Number);
  return (year - bornYear) * 12 + (month - bornMonth) - (on < bornOn ? 1 : 0);
}

/**
 * Age at death between two days (days since 1970), the day of birth being day 0. From day 28 on it is a child's death, though the first
 * month may not be complete; on the fifth birthday it is none any more. `null` when the death comes before the birth.
 */
export function ageAtDeath(
  born: number,
  died: number,
): { readonly days: number; readonly months: number; readonly group: AgeGroup } | null {
  if (died < born) return null;
  const days = died - born;
  const months = completedMonths(born, died);
  if (days < EARLY_DAYS) return { days, months, group: 'EARLY_NEONATAL' };
  if (days < NEONATAL_DAYS) return { days, months, group: 'LATE_NEONATAL' };
  return { days, months, group: months < CHILD_MONTHS ? 'CHILD' : 'OVER_FIVE' };
}
