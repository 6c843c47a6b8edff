import type { CodeOf } from '../classification/code-list.js';
import type { Answers } from '../forms/form.js';
import { codesOf, has, numberOf } from '../forms/read.js';
import { withheldCare } from './care-withheld.js';
import { hasSevereMalnutritionSign, isSeverelyMalnourished } from './child-nutrition.js';

/** Item of the care grid of the child review, code of CL_CARE_ITEM_C. */
export type ChildCareItem = CodeOf<'CL_CARE_ITEM_C'>;

function below(review: Answers, question: string, threshold: number): boolean {
  return (numberOf(review, question) ?? Infinity) < threshold;
}

const isHypoglycaemic = (review: Answers): boolean =>
  below(review, 'c_glucose', isSeverelyMalnourished(review) ? 3 : 2.5);

const hadConvulsions = (review: Answers): boolean =>
  has(review, 'c_convulsing', 'YES') || has(review, 'c_danger_signs', 'CONVULSION');

const isSevereMalaria = (review: Answers): boolean =>
  has(review, 'c_rdt', 'POS') &&
  (has(review, 'c_avpu', 'PAIN', 'UNRESP') ||
    hadConvulsions(review) ||
    below(review, 'c_hb', 5) ||
    isHypoglycaemic(review));

const hasEmergencySign = (review: Answers): boolean =>
  has(review, 'c_avpu', 'VOICE', 'PAIN', 'UNRESP') ||
  hadConvulsions(review) ||
  has(review, 'c_cap_refill', 'YES') ||
  has(review, 'c_danger_signs', 'LETHARGIC', 'STRIDOR', 'CHEST_INDRAW', 'SHOCK', 'CENTRAL_CYANOSIS');

/** When the facts call for an item of care: V24 and prompts read it; it is never an error by itself. [domain 3.2 G] */
const calls: readonly (readonly [item: ChildCareItem, when: (review: Answers) => boolean])[] = [
  ['ANTIBIOTIC', (review) => has(review, 'c_cod_text', 'PNEUMONIA', 'SEPSIS', 'MENINGITIS')],
  ['TRANSFUSION', (review) => below(review, 'c_hb', 5)],
  ['ARTESUNATE', isSevereMalaria],
  ['GLUCOSE', isHypoglycaemic],
  [
    'OXYGEN',
    (review) => below(review, 'c_spo2', 90) || (below(review, 'c_spo2', 94) && hasEmergencySign(review)),
  ],
  ['ORS_ZINC', (review) => has(review, 'c_cod_text', 'DIARRHOEA')],
  ['FLUIDS', (review) => has(review, 'c_dehydration', 'SEVERE')],
  ['SAM_CARE', hasSevereMalnutritionSign],
];

/** Treatment before the transfer, as items of the care grid. */
const BEFORE_TRANSFER: Readonly<Record<string, ChildCareItem>> = {
  ARTESUNATE_REC: 'ARTESUNATE',
  QUININE: 'ARTESUNATE',
  ANTIBIOTIC_IM: 'ANTIBIOTIC',
  GLUCOSE: 'GLUCOSE',
  OXYGEN: 'OXYGEN',
};

/** The items that the facts of a child review call for. */
export function childCareCalledFor(review: Answers): readonly ChildCareItem[] {
  return calls.filter(([, when]) => when(review)).map(([item]) => item);
}

/** Care that was not available anywhere, or that the facts call for and nobody gave, not even before a transfer. */
export function childCareWithheld(review: Answers): readonly string[] {
  const before = codesOf(review, 'c_ref_prereftx').flatMap((code) => BEFORE_TRANSFER[code] ?? []);
  return withheldCare(
    review,
    childCareCalledFor(review).map((item) => [item]),
    before,
  );
}
