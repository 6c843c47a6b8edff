import type { CodeOf } from '../classification/code-list.js';
import type { Answers } from '../forms/form.js';
import { has, numberOf, rowsOf } from '../forms/read.js';
import { withheldCare } from './care-withheld.js';

/** Item of the care grid of the perinatal review, code of CL_CARE_ITEM_P. */
type CareItem = CodeOf<'CL_CARE_ITEM_P'>;

function isBelow(review: Answers, question: string, threshold: number): boolean {
  return (numberOf(review, question) ?? Infinity) < threshold;
}

const wasBornAlive = (review: Answers): boolean => has(review, 'p_signs_of_life', 'YES');
const hadSurgery = (review: Answers): boolean => has(review, 'p_mode', 'CS_E', 'CS_P', 'PERIM', 'LAP');

/** The uterus ruptured, or the child lay across in labour. */
const neededSurgery = (review: Answers): boolean =>
  has(review, 'p_labour_compl', 'RUPTURE') ||
  (has(review, 'p_presentation', 'TRANS') && has(review, 'p_labour_adm', 'YES'));

const calls: readonly (readonly [items: readonly CareItem[], when: (review: Answers) => boolean])[] = [
  [['CAESAREAN'], neededSurgery],
  [
    ['ANTIBIOTIC'],
    (review) => wasBornAlive(review) && has(review, 'p_clinical_dx', 'SEPSIS', 'PNEUMONIA', 'MENINGITIS'),
  ],
  [['GLUCOSE'], (review) => wasBornAlive(review) && isBelow(review, 'p_glucose', 2.5)],
  [['KMC'], (review) => wasBornAlive(review) && isBelow(review, 'p_weight', 2500)],
];

/** Care of mother and newborn that the facts call for, a prompt and never an error by itself. [domain 3.2 G] */
export function perinatalCareCalledFor(review: Answers): readonly (readonly CareItem[])[] {
  return calls.filter(([, when]) => when(review)).map(([items]) => items);
}

/** Whether mother or child reached any facility: a birth in one, or a line of the path. */
const reachedAFacility = (review: Answers): boolean =>
  has(review, 'p_place', 'CSCOM', 'CSREF', 'HOSP', 'PRIV') || rowsOf(review, 'p_facility_path').length > 0;

/**
 * Care that was not available or not given; a caesarean that was the way of birth needs no line of its own. A child that never reached a
 * facility could be given none.
 */
export function perinatalCareWithheld(review: Answers): readonly string[] {
  if (!reachedAFacility(review)) return [];
  return withheldCare(review, perinatalCareCalledFor(review), hadSurgery(review) ? ['CAESAREAN'] : []);
}
