import type { Answers, Context, NamedCondition } from '../forms/form.js';
import { documentOf, has, missingOf, momentOf, rowsOf } from '../forms/read.js';
import { ageInDays } from './perinatal-timing.js';

const FACILITIES = ['CSCOM', 'CSREF', 'HOSP', 'PRIV'];

/** Labour is documented, or the way of birth does not exclude it. "Not applicable" for its onset excludes it. [domain 3.0.2] */
function hadLabour(answers: Answers): boolean {
  const isDocumented =
    has(answers, 'p_labour_adm', 'YES') || momentOf(answers, 'p_labour_onset_at') !== undefined;
  return isDocumented || !has(answers, 'p_mode', 'CS_P');
}

function arrivals(answers: Answers): readonly number[] {
  return rowsOf(answers, 'p_facility_path').flatMap((stay) => momentOf(stay, 'arrival')?.at ?? []);
}

function hadLabourInFacility(answers: Answers): boolean {
  if (!hadLabour(answers)) return false;
  if (has(answers, 'p_place', ...FACILITIES)) return true;
  const birth = momentOf(answers, 'p_birth_at');
  return arrivals(answers).some((arrival) => birth === undefined || arrival < birth.at);
}

/** Two facilities of the path before the birth; without its time, before the discharge or at all. */
function wasMotherReferred(answers: Answers): boolean {
  const birth = momentOf(answers, 'p_birth_at');
  if (birth !== undefined) return arrivals(answers).filter((arrival) => arrival <= birth.at).length >= 2;
  return missingOf(answers, 'p_birth_at') === undefined && rowsOf(answers, 'p_facility_path').length >= 2;
}

function livedADay(answers: Answers, context: Context): boolean {
  if (!has(answers, 'p_signs_of_life', 'YES')) return false;
  return (ageInDays(answers, documentOf(context, 'notification')) ?? 0) > 0;
}

/** The recurring conditions of the perinatal review. [domain 3.0.2] */
export const perinatalConditions = {
  labour: hadLabour,
  'labour-in-facility': hadLabourInFacility,
  'mother-referred': wasMotherReferred,
  surgery: (answers) => has(answers, 'p_mode', 'CS_E', 'CS_P', 'PERIM', 'LAP'),
  'lived-a-day': livedADay,
} as const satisfies Readonly<Record<string, NamedCondition>>;
