import type { CodeOf } from './code-list.js';
import { DAY, dateOfDay, dayOf, firstAnniversary } from '../forms/local-time.js';
import type { Moment } from '../forms/read.js';

/**
 * When a woman died with respect to her pregnancy. `status` is a code of CL_PREG_STATUS, `end` the end of the pregnancy, a whole day
 * when its hour is not known. `null` when it cannot be said, or from the first anniversary on.
 */
export function deathPhase(
  status: string | undefined,
  end: Moment | undefined,
  death: Moment | undefined,
): CodeOf<'CL_DEATH_PHASE'> | null {
  if (end === undefined || (death !== undefined && death.at < end.at && death.to < end.from)) {
    if (status === 'PREGNANT') return 'PREG';
    return status === 'LABOUR' ? 'LABOUR' : null;
  }
  if (death === undefined) return null;
  const days = Math.floor(death.at / DAY) - Math.floor(end.at / DAY);
  const isDayOnly = end.to - end.from >= DAY - 1;
  if (days < 0) return null;
  if (isDayOnly ? days === 0 : death.at - end.at <= DAY) return 'PP_24H';
  if (days <= 7) return 'PP_2_7D';
  if (days <= 42) return 'PP_8_42D';
  const anniversary = dayOf(firstAnniversary(dateOfDay(Math.floor(end.at / DAY))) ?? '');
  return anniversary !== undefined && Math.floor(death.at / DAY) < anniversary ? 'LATE' : null;
}
