import type { Answers } from '../forms/form.js';
import { has, numberOf } from '../forms/read.js';
import { weightForHeight } from './weight-for-height.js';

const SEVERE_MUAC_MM = 115;
const MODERATE_MUAC_MM = 125;
const SEVERE_DEVIATIONS = -3;
const MODERATE_DEVIATIONS = -2;

/** Signs of severe acute malnutrition: arm under 115 mm, weight for height under −3, or oedema of both feet. [domain 3.0, V23] */
export function hasSevereMalnutritionSign(review: Answers): boolean {
  const muac = numberOf(review, 'c_muac') ?? Infinity;
  const deviations = weightForHeight(review) ?? 0;
  return muac < SEVERE_MUAC_MM || deviations < SEVERE_DEVIATIONS || has(review, 'c_oedema', 'YES');
}

/** Severe malnutrition by its signs, or as the review concludes it. */
export function isSeverelyMalnourished(review: Answers): boolean {
  return hasSevereMalnutritionSign(review) || has(review, 'c_nut', 'SAM');
}

/** The nutritional state that the measures tell, a code of CL_NUT; `null` when nothing was measured and no oedema seen. */
export function nutritionOf(review: Answers): string | null {
  if (hasSevereMalnutritionSign(review)) return 'SAM';
  const muac = numberOf(review, 'c_muac');
  const deviations = weightForHeight(review);
  if (muac === undefined && deviations === null) return null;
  const isModerate = (muac ?? Infinity) < MODERATE_MUAC_MM || (deviations ?? 0) < MODERATE_DEVIATIONS;
  return isModerate ? 'MAM' : 'NORMAL';
}
