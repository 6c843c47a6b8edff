import type { CodeOf } from '../classification/code-list.js';
import type { Answers } from '../forms/form.js';
import { has, numberOf } from '../forms/read.js';
import { withheldCare } from './care-withheld.js';

/** Item of the care grid of the maternal review, code of CL_CARE_ITEM_M. */
export type CareItem = CodeOf<'CL_CARE_ITEM_M'>;

function below(answers: Answers, question: string, threshold: number): boolean {
  return (numberOf(answers, question) ?? Infinity) < threshold;
}

function atLeast(answers: Answers, question: string, threshold: number): boolean {
  return (numberOf(answers, question) ?? -Infinity) >= threshold;
}

const isBleeding = (review: Answers): boolean =>
  has(review, 'adm_bleeding', 'MODERATE', 'SEVERE') || has(review, 'onset_sign', 'BLEEDING');

const hasHaemorrhage = (review: Answers): boolean =>
  has(review, 'adm_dx', 'PPH') || has(review, 'pp_compl', 'PPH');

const needsSurgery = (review: Answers): boolean =>
  has(review, 'adm_dx', 'RUPTURE') ||
  (has(review, 'presentation', 'TRANS') && has(review, 'adm_labour_stage', 'LATENT', 'ACTIVE', 'SECOND'));

const isSevereMalaria = (review: Answers): boolean =>
  has(review, 'adm_malaria', 'POS') &&
  (has(review, 'adm_consciousness', 'PAIN', 'UNRESP') ||
    has(review, 'onset_sign', 'CONVULSION', 'COMA') ||
    has(review, 'adm_dx', 'ECL') ||
    below(review, 'adm_hb', 7) ||
    below(review, 'adm_glucose', 2.2));

const hasEmergencySign = (review: Answers): boolean =>
  has(review, 'adm_consciousness', 'VOICE', 'PAIN', 'UNRESP') ||
  has(review, 'onset_sign', 'CONVULSION', 'DYSPNOEA') ||
  below(review, 'adm_sbp', 90);

/** When the facts call for an item of care. Prompts and V24 read it; it is never an error by itself. [domain 3.2 G] */
const calls: readonly (readonly [items: readonly CareItem[], when: (review: Answers) => boolean])[] = [
  [['ANTIBIOTIC'], (review) => has(review, 'adm_dx', 'SEPSIS') || has(review, 'pp_compl', 'SEPSIS')],
  [['UTEROTONIC'], hasHaemorrhage],
  [['TXA'], hasHaemorrhage],
  [['COMPRESSION'], hasHaemorrhage],
  [['MGSO4'], (review) => has(review, 'adm_dx', 'ECL')],
  [['ANTIHTA'], (review) => atLeast(review, 'adm_sbp', 160) || atLeast(review, 'adm_dbp', 110)],
  [['PLACENTA'], (review) => has(review, 'placenta', 'RETAINED') || has(review, 'adm_dx', 'RETAINED')],
  [['EVACUATION'], (review) => has(review, 'adm_dx', 'ABORTION') && isBleeding(review)],
  [['CAESAREAN', 'LAPAROTOMY'], needsSurgery],
  [['TRANSFUSION'], (review) => below(review, 'adm_hb', 7)],
  [['ARTESUNATE'], isSevereMalaria],
  [['GLUCOSE'], (review) => below(review, 'adm_glucose', 2.2)],
  [
    ['OXYGEN'],
    (review) => below(review, 'adm_spo2', 90) || (below(review, 'adm_spo2', 94) && hasEmergencySign(review)),
  ],
];

/** The items that the facts call for; where one of several is enough, they stand together. */
export function careCalledFor(review: Answers): readonly (readonly CareItem[])[] {
  return calls.filter(([, when]) => when(review)).map(([items]) => items);
}

/**
 * Care that was not available anywhere, or that the facts call for and nobody gave: the first item of each group. An item given in any
 * facility of the path is never one of them.
 */
export function careWithheld(review: Answers): readonly string[] {
  return withheldCare(review, careCalledFor(review));
}
