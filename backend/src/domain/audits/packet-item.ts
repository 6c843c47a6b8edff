import type { Answer, Question, Value } from '../forms/form.js';
import type { PacketItem } from './audit.js';
import { facilityText, ruleOf, type BlindFacility } from './packet-source.js';
import { redacted, type Span, type TextPath } from './packet-text.js';
import { relativeText, relativeTime, type Origin } from './relative-time.js';

/** The five-year band of an age in years: 29 gives 25 and 29. */
export function ageBand(years: number): readonly [number, number] {
  const from = Math.floor(years / 5) * 5;
  return [from, from + 4];
}

/** Where an answer stands and what its packet rule needs. */
export interface Scope {
  readonly form: string;
  readonly section: string;
  readonly origin: Origin | undefined;
  readonly letters: ReadonlyMap<string, BlindFacility>;
  /** Hidden passages of a text, by its question, or by question, row and column. */
  readonly spans: (...path: TextPath) => readonly Span[];
}

/** One answer as the packet shows it; `null` when its rule drops it or it has nothing to show. */
export function itemOf(
  question: Question,
  answer: Answer,
  scope: Scope,
  path: TextPath = [question.code],
): PacketItem | null {
  const rule = ruleOf(question);
  if (rule === 'drop') return null;
  const line = { form: scope.form, section: scope.section, question: question.code };
  if ('missing' in answer) return { ...line, text: '', missing: answer.missing };
  const { value } = answer;
  if (rule === 'relative-time') {
    const time = scope.origin === undefined ? undefined : relativeTime(answer, scope.origin);
    return time === undefined ? null : { ...line, text: relativeText(time), time };
  }
  if (rule === 'level') {
    const facility = typeof value === 'string' ? scope.letters.get(value) : undefined;
    return facility === undefined ? null : { ...line, text: facilityText(facility), facility };
  }
  if (rule === 'band') {
    if (typeof value !== 'number') return null;
    const band = ageBand(value);
    return { ...line, text: band.join('–'), ...unitOf(question), band };
  }
  if (rule === 'screen') {
    return typeof value === 'string' ? { ...line, text: redacted(value, scope.spans(...path)) } : null;
  }
  return keptItem(question, value, line);
}

const unitOf = ({ unit }: Question): { readonly unit?: string } => (unit === undefined ? {} : { unit });

function keptItem(
  question: Question,
  value: Value,
  line: Pick<PacketItem, 'form' | 'section' | 'question'>,
): PacketItem | null {
  if (typeof value === 'number') return { ...line, text: String(value), ...unitOf(question), number: value };
  if (typeof value === 'boolean') return { ...line, text: '', codes: [value ? 'YES' : 'NO'], list: 'CL_YN4' };
  const codes =
    typeof value === 'string' ? [value] : value.filter((code): code is string => typeof code === 'string');
  // Only codes of a list pass as they are: a text under `keep` that is no code could be anything.
  if (question.list === undefined && question.type !== 'icd10' && question.type !== 'icd10s') return null;
  return { ...line, text: '', codes, ...(question.list === undefined ? {} : { list: question.list }) };
}
