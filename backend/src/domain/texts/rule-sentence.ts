import type { LabelsByList } from '../classification/code-list.js';
import { labelOfCode } from '../classification/code-list.js';
import type { FormTexts, Issue } from '../forms/form.js';
import { fill } from './fill.js';
import type { RuleKey, RuleTexts } from './rules.js';
import { RULE_KEYS } from './rules.js';

const keys: ReadonlySet<string> = new Set(RULE_KEYS);
const isKey = (code: string): code is RuleKey => keys.has(code);

/** Parameters that are codes, and the lists that may have their labels; the first that has one gives it. */
const listsOfParam: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'V17.class': { chosen: ['CL_MATERNAL_CLASS'], expected: ['CL_MATERNAL_CLASS'] },
  'V17.mother-group': { condition: ['ICDPM_M'], expected: ['ICDPM_M'] },
  'V17.mother-unusual': { group: ['ICDPM'], condition: ['ICDPM_M'] },
  'V17.investigate': { group: ['ICDPM'] },
  'V19.factor': { factor: ['FACTOR'] },
  'V24.care': { item: ['CL_CARE_ITEM_M', 'CL_CARE_ITEM_P', 'CL_CARE_ITEM_C'] },
};

function sizeKey(issue: Issue, name: 'LENGTH' | 'ROWS'): RuleKey {
  const isShort = Number(issue.params?.['value'] ?? 0) < Number(issue.params?.['min'] ?? 0);
  if (name === 'LENGTH') return isShort ? 'LENGTH.short' : 'LENGTH.long';
  return isShort ? 'ROWS.few' : 'ROWS.many';
}

/** The sentence that a message uses: its own, or the one it shares with its family. `TYPE` for a code nobody knows. */
export function ruleKeyOf(issue: Issue): RuleKey {
  const { code, params, severity } = issue;
  if (isKey(code)) return code;
  if (code === 'LENGTH' || code === 'ROWS') return sizeKey(issue, code);
  if (params?.['min'] !== undefined) {
    if (severity !== 'ERR') return 'range.unusual';
    return params['likely'] === undefined ? 'range.impossible' : 'range.likely';
  }
  const [rule = '', subject = ''] = code.split('.');
  switch (rule) {
    case 'ZR':
      return Number(params?.['notified']) > Number(params?.['reported'])
        ? 'ZR.more-notified'
        : 'ZR.fewer-notified';
    case 'V01':
      return params?.['which'] === 'ancient' ? 'V01.ancient' : 'V01.future';
    case 'V03':
      return severity === 'ERR' ? 'V03.after-death' : 'V03.order';
    case 'V06':
      return 'V06.weeks';
    case 'V19':
      if (subject.startsWith('clock')) return 'V19.clock';
      return subject.startsWith('delay') ? 'V19.delay' : 'V19.factor';
    case 'V21':
      return 'V21.names';
    case 'V22':
      return 'V22.malaria';
    case 'V24':
      return 'V24.care';
    default:
      return 'TYPE';
  }
}

/** Texts that a sentence is made of, in one language. */
export interface SentenceTexts {
  readonly rules: RuleTexts;
  readonly form: FormTexts;
  readonly codes: LabelsByList;
  readonly language: 'fr' | 'en';
}

/** What to do about a message, as a sentence: the question's label and its parameters filled in, decimals as the language writes them. */
export function ruleSentence(issue: Issue, texts: SentenceTexts): string {
  const key = ruleKeyOf(issue);
  const params: Record<string, string> = { label: texts.form.labels[issue.question] ?? issue.question };
  for (const [name, value] of Object.entries(issue.params ?? {})) {
    const lists = listsOfParam[key]?.[name];
    if (lists !== undefined) {
      const list = lists.find((candidate) => texts.codes[candidate]?.[String(value)] !== undefined);
      params[name] = labelOfCode(texts.codes, list ?? '', String(value));
    } else
      params[name] = texts.language === 'fr' && typeof value === 'number' ? decimal(value) : String(value);
  }
  return fill(texts.rules[key], params);
}

function decimal(value: number): string {
  return String(value).replace('.', ',');
}
