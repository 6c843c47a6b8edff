import { dayOf, firstAnniversary } from '../forms/local-time.js';
import type { CodeOf } from './code-list.js';
import type { IcdMmGroup } from './icd-mm.js';

/** Class of a maternal death, code of CL_MATERNAL_CLASS. */
export type MaternalClass = CodeOf<'CL_MATERNAL_CLASS'>;

/** Her situation towards the pregnancy, code of CL_PREG_STATUS. */
export type PregnancyStatus = CodeOf<'CL_PREG_STATUS'>;

/**
 * Where the death falls: in pregnancy (P), within 42 days after its end (P42), later but before the first anniversary (LATE), from it
 * on (SEQ), outside any pregnancy (NONE), not known (UNK), or before the end of the pregnancy (REVERSED: a date is wrong).
 */
export type MaternalWindow = 'P' | 'P42' | 'LATE' | 'SEQ' | 'NONE' | 'UNK' | 'REVERSED';

/** The window of a death. Dates are `YYYY-MM-DD`; day of the end = day 0. [domain 2.1] */
export function maternalWindow(
  deathDate: string,
  status: PregnancyStatus | undefined,
  endDate: string | undefined,
): MaternalWindow {
  if (status === 'PREGNANT' || status === 'LABOUR') return 'P';
  const death = dayOf(deathDate);
  const end = dayOf(endDate ?? '');
  if (death !== undefined && end !== undefined) {
    if (death < end) return 'REVERSED';
    if (death - end <= 42) return 'P42';
    return death < (dayOf(firstAnniversary(endDate ?? '') ?? '') ?? 0) ? 'LATE' : 'SEQ';
  }
  if (status === 'PP42') return 'P42';
  if (status === 'PP43_1Y') return 'LATE';
  return status === 'NOT' ? 'NONE' : 'UNK';
}

const classOfGroup: Readonly<Partial<Record<IcdMmGroup, MaternalClass>>> = {
  MM1: 'DIRECT',
  MM2: 'DIRECT',
  MM3: 'DIRECT',
  MM4: 'DIRECT',
  MM5: 'DIRECT',
  MM6: 'DIRECT',
  MM7: 'INDIRECT',
  MM8: 'UNSPEC',
  MM9: 'COINCIDENT',
};

/**
 * Class of a maternal death from its window and its group. `null`: not a maternal case (neither pregnant nor within the year), or the
 * dates contradict each other. Without a group, or in an unknown window, the death stays suspected. [domain 2.1]
 */
export function maternalClass(
  deathDate: string,
  status: PregnancyStatus | undefined,
  endDate: string | undefined,
  group: IcdMmGroup | undefined,
): MaternalClass | null {
  const window = maternalWindow(deathDate, status, endDate);
  if (window === 'NONE' || window === 'REVERSED') return null;
  if (window === 'UNK' || group === undefined || group === 'MM_TBS') return 'SUSPECTED';
  if (group === 'MM9') return 'COINCIDENT';
  if (window === 'LATE' || window === 'SEQ') return window;
  if (group === 'LATE' || group === 'SEQ') return 'SUSPECTED';
  return classOfGroup[group] ?? 'SUSPECTED';
}

/** Code of a late death or of sequelae: O96.0 direct, O96.1 indirect, O96.9 unspecified, O97 from the anniversary on. */
export function lateCode(kind: 'LATE' | 'SEQ', group: IcdMmGroup): string {
  if (kind === 'SEQ') return 'O97';
  if (group === 'MM8') return 'O96.9';
  return group === 'MM7' ? 'O96.1' : 'O96.0';
}

/** Counted in the maternal mortality ratio: direct, indirect and unspecified deaths in pregnancy or within 42 days. */
export function inMmr(maternal: MaternalClass): boolean {
  return maternal === 'DIRECT' || maternal === 'INDIRECT' || maternal === 'UNSPEC';
}
