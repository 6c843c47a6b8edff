import { isBetween } from '../classification/icd10.js';
import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { documentOf, has, numberOf, textOf } from '../forms/read.js';

function reaches(answers: Answers, question: string, threshold: number): boolean {
  return (numberOf(answers, question) ?? -Infinity) >= threshold;
}

function hasHypertension(review: Answers): boolean {
  return (
    reaches(review, 'adm_sbp', 140) ||
    reaches(review, 'adm_dbp', 90) ||
    has(review, 'anc_risks', 'HTN', 'PROTEINURIA') ||
    has(review, 'anc_proteinuria', 'POS') ||
    has(review, 'adm_urine_prot', '1', '2', '3', '4')
  );
}

function hasBled(review: Answers): boolean {
  return (
    reaches(review, 'blood_loss_ml', 500) ||
    reaches(review, 'adm_blood_loss', 500) ||
    has(review, 'adm_bleeding', 'MODERATE', 'SEVERE') ||
    has(review, 'onset_sign', 'BLEEDING')
  );
}

function hasFeverOrFocus(review: Answers): boolean {
  return (
    reaches(review, 'adm_temp', 38) ||
    has(review, 'onset_sign', 'FEVER') ||
    has(review, 'anc_risks', 'FEVER') ||
    has(review, 'liquor', 'FOUL') ||
    has(review, 'labour_compl', 'INFECTION')
  );
}

/** A diagnosis or fever of the newborn, or what exposes a child before birth: fever, infection, foul liquor, waters long broken. */
function hasSignOfInfection(review: Answers): boolean {
  return (
    has(review, 'p_clinical_dx', 'SEPSIS', 'PNEUMONIA', 'MENINGITIS', 'TETANUS') ||
    reaches(review, 'p_temp', 38) ||
    reaches(review, 'p_rom_h', 19) ||
    has(review, 'p_liquor', 'FOUL') ||
    has(review, 'p_labour_compl', 'FEVER') ||
    has(review, 'p_mother_chronic', 'INFECTION', 'UTI', 'PPROM')
  );
}

const isMalaria = (code: string): boolean => isBetween(code, 'B50', 'B54') || code.startsWith('O98.6');

/** What the facts of a review must show to support a cause: the blocks of codes, and whether the file has it. */
const supports: readonly (readonly [
  form: string,
  concerns: (code: string) => boolean,
  isSupported: (review: Answers) => boolean,
])[] = [
  ['maternal_review', (code) => isBetween(code, 'O13', 'O15'), hasHypertension],
  ['maternal_review', (code) => isBetween(code, 'O72', 'O72'), hasBled],
  ['maternal_review', (code) => isBetween(code, 'O85', 'O85'), hasFeverOrFocus],
  ['maternal_review', isMalaria, (review) => !has(review, 'adm_malaria', 'NEG')],
  ['perinatal_review', (code) => isBetween(code, 'P36', 'P36'), hasSignOfInfection],
  ['child_review', isMalaria, (review) => !has(review, 'c_rdt', 'NEG')],
];

/** V22: the underlying cause has no support in the facts: hypertension, bleeding, infection, malaria test. */
function clinicalSupport(answers: Answers, context: Context): readonly Issue[] {
  const code = textOf(answers, 'cod_underlying');
  if (code === undefined) return [];
  return supports.flatMap(([form, concerns, isSupported]): readonly Issue[] => {
    const review = documentOf(context, form);
    if (review === undefined || !concerns(code) || isSupported(review)) return [];
    const params = {
      code,
      systolic: numberOf(review, 'adm_sbp') ?? '?',
      diastolic: numberOf(review, 'adm_dbp') ?? '?',
    };
    return [{ code: `V22.${code.slice(0, 3)}`, severity: 'WARN', question: 'cod_underlying', params }];
  });
}

/** V22, cause against facts. */
export const supportRules = [{ code: 'V22', check: clinicalSupport }] as const satisfies readonly Rule[];
