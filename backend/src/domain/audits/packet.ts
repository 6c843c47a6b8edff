import type { CaseKind } from '../cases/case.js';
import type { Answer, Question, Row } from '../forms/form.js';
import { minuteOfDay } from '../forms/local-time.js';
import { answerOf, rowsOf } from '../forms/read.js';
import type { PacketContent, PacketItem } from './audit.js';
import { itemOf, type Scope } from './packet-item.js';
import {
  lettersOf,
  packetOrigin,
  ruleOf,
  withJoinedTimes,
  type LevelOf,
  type PacketSource,
} from './packet-source.js';
import { textKey, type Span, type TextPath } from './packet-text.js';

/** What a packet is built from. The notification and the review come in this order; places are ids of places as texts. */
export interface PacketInput {
  readonly alias: string;
  readonly kind: CaseKind;
  readonly documents: readonly PacketSource[];
  /** Hidden passages, by `textKey`. */
  readonly redactions: Readonly<Record<string, readonly Span[]>>;
  readonly levelOf: LevelOf;
}

function isNarrative(question: Question): boolean {
  const columns = question.columns ?? [];
  return columns.some(({ type }) => type === 'longtext') && columns.some(({ type }) => type === 'place');
}

/** The answer of a question, computed ones included. */
function answerIn(question: Question, { answers, computed }: PacketSource): Answer | undefined {
  if (question.need !== 'computed') return answerOf(answers, question.code);
  const value = Object.hasOwn(computed, question.code) ? computed[question.code] : undefined;
  return value === undefined ? undefined : { value };
}

/**
 * The blind packet of a frozen file, field by field by its packet rule: kept, on the relative clock, by level, in a five-year band,
 * screened, or dropped. It carries no id, number, place, calendar date nor reason of selection. The same file and the same
 * spans give the same packet. [product: Blinding; domain 5.2, 7.4]
 */
export function buildPacket(input: PacketInput): PacketContent {
  const documents = input.documents.map(withJoinedTimes);
  const origin = packetOrigin(input.documents);
  const letters = lettersOf(documents, input.levelOf);
  const parts = documents.flatMap((document) =>
    document.form.sections.flatMap((section) =>
      section.questions.map((question) => {
        const spans = (...path: TextPath): readonly Span[] =>
          input.redactions[textKey(document.form.name, ...path)] ?? [];
        const scope: Scope = { form: document.form.name, section: section.code, origin, letters, spans };
        return partOf(question, document, scope);
      }),
    ),
  );
  return {
    alias: input.alias,
    kind: input.kind,
    formVersions: Object.fromEntries(documents.map(({ form }) => [form.name, form.version])),
    chronology: parts.flatMap(({ events }) => events).sort((left, right) => left.hours - right.hours),
    items: parts.flatMap(({ items }) => items),
    narratives: parts.flatMap(({ narratives }) => narratives).filter(({ text }) => text !== ''),
  };
}

/** What one question gives to a packet. */
interface Part {
  readonly items: readonly PacketItem[];
  readonly events: PacketContent['chronology'];
  readonly narratives: PacketContent['narratives'];
}
const NOTHING: Part = { items: [], events: [], narratives: [] };

function partOf(question: Question, document: PacketSource, scope: Scope): Part {
  const answer = answerIn(question, document);
  if (answer === undefined || ruleOf(question) === 'drop') return NOTHING;
  if (question.type !== 'list') {
    const item = itemOf(question, answer, scope);
    if (item === null || isLooseTime(item, answer)) return NOTHING;
    return { ...NOTHING, items: [item], events: eventOf(item) };
  }
  const line = { form: scope.form, section: scope.section, question: question.code, text: '' };
  if ('missing' in answer) return { ...NOTHING, items: [{ ...line, missing: answer.missing }] };
  const rows = rowsOf(document.answers, question.code).map((row, index) =>
    rowItems(question, row, index, scope),
  );
  if (isNarrative(question)) return { ...NOTHING, narratives: rows.map(narrativeOf) };
  return { ...NOTHING, items: [{ ...line, rows }], events: rows.flatMap((row) => rowEvents(question, row)) };
}

/** A time of day without its date tells nothing on a relative clock: it was joined to its date, or is left out. */
function isLooseTime(item: PacketItem, answer: Answer): boolean {
  return (
    item.time === undefined &&
    'value' in answer &&
    typeof answer.value === 'string' &&
    minuteOfDay(answer.value) !== undefined
  );
}

function rowItems(question: Question, row: Row, index: number, scope: Scope): readonly PacketItem[] {
  return (question.columns ?? []).flatMap((column) => {
    const answer = answerOf(row, column.code);
    const item =
      answer === undefined ? null : itemOf(column, answer, scope, [question.code, index, column.code]);
    return item === null ? [] : [item];
  });
}

function narrativeOf(cells: readonly PacketItem[]): PacketContent['narratives'][number] {
  const facility = cells.find((cell) => cell.facility !== undefined)?.text ?? '';
  return { facility, text: cells.find((cell) => cell.facility === undefined)?.text ?? '' };
}

function eventOf(
  item: PacketItem,
  label = item.question,
  place?: string,
): readonly PacketContent['chronology'][number][] {
  if (item.time?.minutes === undefined) return [];
  const { minutes, approximate } = item.time;
  const hours = Math.round((minutes / 60) * 100) / 100;
  return [{ hours, label, form: item.form, approximate, ...(place === undefined ? {} : { place }) }];
}

function rowEvents(
  question: Question,
  cells: readonly PacketItem[],
): readonly PacketContent['chronology'][number][] {
  const place = cells.find((cell) => cell.facility !== undefined)?.facility?.letter;
  return cells.flatMap((cell) => eventOf(cell, `${question.code}.${cell.question}`, place));
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ALIAS_LENGTH = 8;

/** The alias of a packet, `P-` and eight characters (Crockford base 32), from eight random bytes; it says nothing of the case. */
export function packetAlias(random: Uint8Array): string {
  if (random.length < ALIAS_LENGTH) throw new RangeError('a packet alias needs eight random bytes');
  return `P-${Array.from(random.subarray(0, ALIAS_LENGTH), (byte) => ALPHABET.charAt(byte % 32)).join('')}`;
}
