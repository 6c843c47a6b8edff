import { isBetween } from './icd10.js';

/** Whose cause is looked for: a woman's, a stillborn's, a newborn's, a child's, or the mother's condition behind a perinatal death. */
export type Icd10Scope = 'woman' | 'stillborn' | 'newborn' | 'child' | 'mother-of-child';

const SCOPES: Readonly<Record<string, Icd10Scope>> = {
  MAT: 'woman',
  SB: 'stillborn',
  NND: 'newborn',
  CHILD: 'child',
};

/** The scope of a question of a death of this kind; `null` when nothing limits it. */
export function icd10Scope(kind: unknown, question: string): Icd10Scope | null {
  if (question === 'maternal_condition_icd') return 'mother-of-child';
  return typeof kind === 'string' && Object.hasOwn(SCOPES, kind) ? (SCOPES[kind] ?? null) : null;
}

/** Whether a code is offered in a scope. One typed in full is never hidden: V17 says why it does not suit. [domain 3.0, V17] */
export function isOffered(code: string, scope: Icd10Scope | null): boolean {
  if (scope === null) return true;
  if (scope === 'woman') return !code.startsWith('P');
  const isOfMother = isBetween(code, 'P00', 'P04');
  if (scope === 'mother-of-child') return isOfMother;
  const isRefused =
    isOfMother ||
    code.startsWith('O') ||
    code.startsWith('Z') ||
    isBetween(code, 'C58', 'C58') ||
    isBetween(code, 'X60', 'X84') ||
    isBetween(code, 'Y90', 'Y98') ||
    (scope === 'stillborn' && isBetween(code, 'P21', 'P21'));
  return !isRefused;
}

const FREQUENT: Readonly<Record<Icd10Scope, readonly string[]>> = {
  woman: ['O72.1', 'O14.1', 'O15.9', 'O85', 'O71.1', 'O45.9', 'O98.6', 'O99.0'],
  stillborn: ['P20.1', 'P20.0', 'P05', 'P37', 'A50', 'Q89.7', 'P95'],
  newborn: ['P21.0', 'P36.9', 'P07.3', 'P07.2', 'P22.0', 'P23', 'A33', 'Q89.7'],
  child: ['B50.9', 'J18.9', 'A09.0', 'E43', 'A41.9', 'D64.9', 'G00', 'B05'],
  'mother-of-child': ['P00.0', 'P02.1', 'P02.4', 'P03.1', 'P03.6', 'P00.2', 'P01.1', 'P01.5'],
};

/** What most deaths of a scope are due to: offered before anything is typed. */
export function frequentCodes(scope: Icd10Scope | null): readonly string[] {
  return FREQUENT[scope ?? 'woman'];
}
