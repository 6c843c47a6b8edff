import type { Answers, Context, NamedCondition } from '../forms/form.js';
import { has, momentOf, rowsOf } from '../forms/read.js';
import { hasDelivered, maternalTimes, pregnancyStatus } from './maternal-times.js';

const FACILITIES = ['CSCOM', 'CSREF', 'HOSP', 'PRIV'];

function hadLabour(answers: Answers, context: Context): boolean {
  if (has(answers, 'adm_labour_stage', 'LATENT', 'ACTIVE', 'SECOND', 'THIRD')) return true;
  return hasDelivered(answers, context) && has(answers, 'onset_type', 'SPONT', 'INDUCED');
}

function hadLabourInFacility(answers: Answers, context: Context): boolean {
  if (!hadLabour(answers, context)) return false;
  const arrival = maternalTimes(answers, undefined).firstArrival;
  const birth = momentOf(answers, 'birth_at');
  if (birth === undefined) return arrival !== undefined;
  return (arrival !== undefined && arrival.at < birth.at) || has(answers, 'birth_place', ...FACILITIES);
}

function wasPregnantOnArrival(answers: Answers, context: Context): boolean {
  const status = pregnancyStatus(answers, context);
  if (status === 'PREGNANT' || status === 'LABOUR') return true;
  const arrival = maternalTimes(answers, undefined).firstArrival;
  const birth = momentOf(answers, 'birth_at');
  return arrival !== undefined && birth !== undefined && birth.at > arrival.at;
}

/** A woman found dead at the last facility may still have been cared for in an earlier one. */
function wasAliveOnArrival(answers: Answers): boolean {
  return !has(answers, 'adm_consciousness', 'DEAD') || rowsOf(answers, 'm_facility_path').length > 1;
}

/** The recurring conditions of the maternal review. [domain 3.0.2] */
export const maternalConditions = {
  delivered: hasDelivered,
  labour: hadLabour,
  'labour-in-facility': hadLabourInFacility,
  'delivered-vaginally': (answers) => has(answers, 'mode', 'SVD', 'VAC', 'FORC', 'BREECH', 'BEXT', 'DEST'),
  surgery: (answers) => has(answers, 'mode', 'CS_E', 'CS_P', 'PERIM', 'LAP'),
  'pregnant-on-arrival': wasPregnantOnArrival,
  'alive-on-arrival': wasAliveOnArrival,
} as const satisfies Readonly<Record<string, NamedCondition>>;
