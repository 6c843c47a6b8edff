import type { Answers } from '../forms/form.js';
import { has, numberOf } from '../forms/read.js';

const SEVERE_MUAC_MM = 115;
const MODERATE_MUAC_MM = 125;

/** Signs of severe acute malnutrition: arm circumference under 115 mm or oedema of both feet. [domain 3.0, V23] */
export function hasSevereMalnutritionSign(review: Answers): boolean {
  const muac = numberOf(review, 'c_muac');
  return (muac !== undefined && muac < SEVERE_MUAC_MM) || has(review, 'c_oedema', 'YES');
}

/** Severe malnutrition by its signs, or as the review concludes it. */
export function isSeverelyMalnourished(review: Answers): boolean {
  return hasSevereMalnutritionSign(review) || has(review, 'c_nut', 'SAM');
}

/** The nutritional state that the measures tell, a code of CL_NUT; `null` without an arm circumference and without oedema. */
export function nutritionOf(review: Answers): string | null {
  if (hasSevereMalnutritionSign(review)) return 'SAM';
  const muac = numberOf(review, 'c_muac');
  if (muac === undefined) return null;
  return muac < MODERATE_MUAC_MM ? 'MAM' : 'NORMAL';
}
