import type { Missing } from '../forms/form.js';
import { codeLists } from './code-lists.js';

/** Name of a code list, as forms use it: `CL_PLACE`, `ICDMM`, `FACTOR`. */
export type ListName = keyof typeof codeLists;

/** Code of one list. */
export type CodeOf<Name extends ListName> = (typeof codeLists)[Name][number];

/** Labels of every code in one language; a forgotten code does not compile. */
export type CodeListLabels = { readonly [Name in ListName]: Readonly<Record<CodeOf<Name>, string>> };

/** The same labels seen from a list whose name is only known at run time. */
export type LabelsByList = Readonly<Record<string, Readonly<Record<string, string>>>>;

const byName: Readonly<Record<string, readonly string[]>> = codeLists;

/** The codes of a list in the order in which they are shown; empty when no list has this name. */
export function codesOfList(name: string): readonly string[] {
  return Object.hasOwn(byName, name) ? (byName[name] ?? []) : [];
}

/** The label of a code; the code itself when the list or the code is unknown, so that nothing is ever shown empty. */
export function labelOfCode(labels: LabelsByList, list: string, code: string): string {
  return (Object.hasOwn(labels, list) ? labels[list]?.[code] : undefined) ?? code;
}

/** Labels of all code lists in one language, loaded when first needed. */
export async function loadCodeListLabels(language: 'fr' | 'en'): Promise<LabelsByList> {
  return language === 'fr'
    ? (await import('./code-lists.fr.js')).codeListsFr
    : (await import('./code-lists.en.js')).codeListsEn;
}

const MISSING_CODES: readonly Missing[] = ['NR', 'UNK', 'NA', 'REF'];

/**
 * The coded missing values that a question on this list takes as `{ missing }`: those the list does not hold itself.
 * A list that holds NR or UNK is answered with that code.
 */
export function missingChoices(list: string | undefined): readonly Missing[] {
  if (list === undefined) return MISSING_CODES;
  const codes = codesOfList(list);
  return MISSING_CODES.filter((code) => !codes.includes(code));
}
