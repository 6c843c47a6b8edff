import type { CodeOf } from './code-list.js';
import { readIcd10 } from './icd10.js';

/** Groups of ICD-MM, with late deaths, sequelae and "to be specified". */
export type IcdMmGroup = CodeOf<'ICDMM'>;

/** When in the pregnancy she died, as far as the proposals of O codes need it. */
export type ObstetricMoment = 'pregnancy' | 'labour' | 'postpartum';

/**
 * What a code is worth as underlying cause of the death of a woman who is pregnant or has been.
 * - `group`: the code has its group.
 * - `ask-fourth`: its fourth character decides; until then the group is to be specified.
 * - `not-alone`: not a cause of death by itself, name the complication; `offers` are its usual consequences.
 * - `proposed`: another chapter; `code` is the obstetric code proposed for it, never forced. Only a group is proposed where `code` is
 *   null (an undetermined intent: suicide or abortion possible?).
 * - `symptom`: a sign, name the disease.
 * - `refused`: the nature of an injury or a code of newborns: cannot be chosen.
 * - `unknown`: a code without any place in the table, or no code at all.
 * `group` is what is stored: never silently MM8.
 */
export type IcdMmResult =
  | { readonly kind: 'group'; readonly group: IcdMmGroup }
  | { readonly kind: 'ask-fourth'; readonly group: 'MM_TBS' }
  | { readonly kind: 'not-alone'; readonly group: 'MM_TBS'; readonly offers: readonly string[] }
  | { readonly kind: 'proposed'; readonly group: IcdMmGroup; readonly code: string | null }
  | { readonly kind: 'symptom' | 'unknown'; readonly group: 'MM_TBS' }
  | { readonly kind: 'refused'; readonly group: 'MM_TBS' };

/** Obstetric codes by group: a heading alone takes all its subdivisions, a heading with digits only these. [domain 4.1] */
const obstetric: readonly (readonly [group: IcdMmGroup, headings: string])[] = [
  ['MM1', 'O00 O01 O02 O03 O04 O05 O06 O07'],
  ['MM2', 'O11 O12 O13 O14 O15 O16'],
  ['MM3', 'O20:089 O43:2 O44:1 O45:089 O46:089 O67:089 O71:01347 O72:0123'],
  ['MM4', 'O23:0123459 O41:1 O75:3 O85 O86:012348 O91:012'],
  ['MM5', 'O21:12 O22:3589 O24:4 O26:69 O71:25689 O73:01 O75:489 O87:139 O88:01238 O90:01234589'],
  ['MM6', 'O29 O74 O89'],
  ['MM7', 'O10:012349 O24:01239 O25 O98:0123456789 O99:012345678'],
  ['MM8', 'O95'],
  ['LATE', 'O96'],
  ['SEQ', 'O97'],
];

/** Headings typed alone that inherit the group of their listed codes. */
const inheriting: Readonly<Record<string, IcdMmGroup>> = {
  O20: 'MM3',
  O45: 'MM3',
  O46: 'MM3',
  O67: 'MM3',
  O72: 'MM3',
  O23: 'MM4',
  O86: 'MM4',
  O91: 'MM4',
  O22: 'MM5',
  O73: 'MM5',
  O87: 'MM5',
  O88: 'MM5',
  O90: 'MM5',
  O10: 'MM7',
  O98: 'MM7',
  O99: 'MM7',
};

/** Headings whose subdivisions fall into several groups, or are partly no cause of death. */
const split: ReadonlySet<string> = new Set(['O21', 'O24', 'O26', 'O41', 'O43', 'O44', 'O71', 'O75']);

/** Consequences of an obstructed labour: rupture, infection, haemorrhage, otherwise an unspecified complication. */
const OBSTRUCTED_OFFERS = ['O71.1', 'O85', 'O75.3', 'O67', 'O72', 'O75.8'] as const;

type Range = readonly [first: string, last: string];
type Chapter =
  | { readonly of: readonly Range[]; readonly group: IcdMmGroup }
  | {
      readonly of: readonly Range[];
      readonly becomes: string | Readonly<Record<ObstetricMoment, string>>;
      readonly group: IcdMmGroup;
    }
  | { readonly of: readonly Range[]; readonly kind: 'undetermined-intent' | 'symptom' | 'refused' };

/** Codes of other chapters: the first line that holds the code decides, so narrower ranges come first. [domain 4.1] */
const otherChapters: readonly Chapter[] = [
  { of: [['A34', 'A34']], group: 'MM4' },
  {
    of: [
      ['F53', 'F53'],
      ['E23.0', 'E23.0'],
      ['M83.0', 'M83.0'],
      ['C58', 'C58'],
      ['D39.2', 'D39.2'],
    ],
    group: 'MM5',
  },
  {
    of: [
      ['X60', 'X84'],
      ['Y87.0', 'Y87.0'],
    ],
    group: 'MM5',
  },
  {
    of: [
      ['Y40', 'Y84'],
      ['Y88', 'Y88'],
    ],
    group: 'MM6',
  },
  {
    of: [
      ['Y10', 'Y34'],
      ['Y87.2', 'Y87.2'],
    ],
    kind: 'undetermined-intent',
  },
  {
    of: [
      ['V01', 'X59'],
      ['X85', 'Y09'],
      ['Y35', 'Y36'],
      ['Y85', 'Y86'],
      ['Y87.1', 'Y87.1'],
      ['Y89', 'Y89'],
    ],
    group: 'MM9',
  },
  { of: [['A15', 'A19']], becomes: 'O98.0', group: 'MM7' },
  { of: [['A50', 'A53']], becomes: 'O98.1', group: 'MM7' },
  { of: [['A54', 'A54']], becomes: 'O98.2', group: 'MM7' },
  { of: [['A55', 'A64']], becomes: 'O98.3', group: 'MM7' },
  { of: [['B15', 'B19']], becomes: 'O98.4', group: 'MM7' },
  {
    of: [
      ['A80', 'B09'],
      ['B25', 'B34'],
    ],
    becomes: 'O98.5',
    group: 'MM7',
  },
  { of: [['B50', 'B64']], becomes: 'O98.6', group: 'MM7' },
  { of: [['B20', 'B24']], becomes: 'O98.7', group: 'MM7' },
  { of: [['A40', 'A41']], becomes: { pregnancy: 'O98.8', labour: 'O75.3', postpartum: 'O85' }, group: 'MM4' },
  { of: [['A00', 'B99']], becomes: 'O98.8', group: 'MM7' },
  {
    of: [
      ['N10', 'N12'],
      ['N30', 'N30'],
      ['N34', 'N34'],
      ['N39.0', 'N39.0'],
    ],
    becomes: { pregnancy: 'O23', labour: 'O23', postpartum: 'O86.2' },
    group: 'MM4',
  },
  { of: [['D50', 'D64']], becomes: 'O99.0', group: 'MM7' },
  { of: [['D65', 'D89']], becomes: 'O99.1', group: 'MM7' },
  { of: [['E10', 'E14']], becomes: 'O24', group: 'MM_TBS' },
  { of: [['E40', 'E46']], becomes: 'O25', group: 'MM7' },
  { of: [['E00', 'E99']], becomes: 'O99.2', group: 'MM7' },
  { of: [['F00', 'G99']], becomes: 'O99.3', group: 'MM7' },
  { of: [['I10', 'I15']], becomes: 'O10', group: 'MM7' },
  { of: [['I00', 'I99']], becomes: 'O99.4', group: 'MM7' },
  { of: [['J00', 'J99']], becomes: 'O99.5', group: 'MM7' },
  { of: [['K00', 'K99']], becomes: 'O99.6', group: 'MM7' },
  { of: [['L00', 'L99']], becomes: 'O99.7', group: 'MM7' },
  {
    of: [
      ['C00', 'D48'],
      ['H00', 'H99'],
      ['M00', 'N99'],
      ['Q00', 'Q99'],
    ],
    becomes: 'O99.8',
    group: 'MM7',
  },
  { of: [['R00', 'R99']], kind: 'symptom' },
  {
    of: [
      ['S00', 'T98'],
      ['P00', 'P99'],
    ],
    kind: 'refused',
  },
];

const groupOfCode = new Map<string, IcdMmGroup>();
for (const [group, headings] of obstetric)
  for (const entry of headings.split(' ')) {
    const [heading = '', digits] = entry.split(':');
    if (digits === undefined) groupOfCode.set(heading, group);
    else for (const digit of digits) groupOfCode.set(`${heading}.${digit}`, group);
  }

function obstetricResult(heading: string, fourth: string | undefined): IcdMmResult {
  const whole = groupOfCode.get(heading);
  const group =
    whole ?? (fourth === undefined ? inheriting[heading] : groupOfCode.get(`${heading}.${fourth}`));
  if (group !== undefined) return { kind: 'group', group };
  if (fourth === undefined && split.has(heading)) return { kind: 'ask-fourth', group: 'MM_TBS' };
  const isObstructed = heading >= 'O64' && heading <= 'O66';
  return { kind: 'not-alone', group: 'MM_TBS', offers: isObstructed ? OBSTRUCTED_OFFERS : [] };
}

/** A range written with a point holds that one code, another one holds every code of its headings. */
function holds([first, last]: Range, heading: string, code: string): boolean {
  return first.includes('.') ? code.startsWith(first) : heading >= first && heading <= last;
}

function otherResult(chapter: Chapter, moment: ObstetricMoment): IcdMmResult {
  if ('becomes' in chapter) {
    const code = typeof chapter.becomes === 'string' ? chapter.becomes : chapter.becomes[moment];
    const read = readIcd10(code);
    const result = read === null ? null : obstetricResult(read.heading, read.fourth);
    return { kind: 'proposed', group: result?.group ?? chapter.group, code };
  }
  if ('group' in chapter) return { kind: 'group', group: chapter.group };
  if (chapter.kind === 'undetermined-intent') return { kind: 'proposed', group: 'MM9', code: null };
  return { kind: chapter.kind, group: 'MM_TBS' };
}

/**
 * ICD-MM group of an underlying cause (ICD-10, `O72.1`) in a woman who is pregnant or within a year after: the automaton of the
 * specification, section 4.1. `moment` decides between the codes proposed for sepsis and urinary infection.
 */
export function icdMm(code: string, moment: ObstetricMoment = 'postpartum'): IcdMmResult {
  const read = readIcd10(code);
  if (read === null) return { kind: 'unknown', group: 'MM_TBS' };
  if (read.heading.startsWith('O')) return obstetricResult(read.heading, read.fourth);
  const chapter = otherChapters.find(({ of }) => of.some((range) => holds(range, read.heading, code)));
  return chapter === undefined ? { kind: 'unknown', group: 'MM_TBS' } : otherResult(chapter, moment);
}

/** Why a condition only contributes and is not retained as underlying cause, or only with a reservation (HIV, anaemia). V18. */
export type ContributingOnly = 'obstructed' | 'scar' | 'fgm' | 'obesity' | 'violence' | 'hiv' | 'anaemia';

const contributing: readonly (readonly [ContributingOnly, readonly Range[]])[] = [
  ['obstructed', [['O64', 'O66']]],
  ['scar', [['O34.2', 'O34.2']]],
  [
    'fgm',
    [
      ['Z91.7', 'Z91.7'],
      ['O34.7', 'O34.7'],
    ],
  ],
  ['obesity', [['E66', 'E66']]],
  [
    'violence',
    [
      ['Y06', 'Y07'],
      ['Z63', 'Z63'],
    ],
  ],
  [
    'hiv',
    [
      ['O98.7', 'O98.7'],
      ['B20', 'B24'],
    ],
  ],
  [
    'anaemia',
    [
      ['O99.0', 'O99.0'],
      ['D50', 'D64'],
    ],
  ],
];

/** V18: the reservation on a code chosen as underlying cause, `null` when there is none. */
export function contributingOnly(code: string): ContributingOnly | null {
  const found = contributing.find(([, ranges]) =>
    ranges.some((range) => holds(range, code.slice(0, 3), code)),
  );
  return found?.[0] ?? null;
}
