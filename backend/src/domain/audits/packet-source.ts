import type { PlaceKind } from '../accounts/person.js';
import type { Answer, Answers, Form, PacketRule, Question, Row, Value } from '../forms/form.js';
import { answerOf, rowsOf } from '../forms/read.js';
import { joined, originOf, type Origin } from './relative-time.js';

/** A frozen document and what was computed from it. */
export interface PacketSource {
  readonly form: Form;
  readonly answers: Answers;
  readonly computed: Readonly<Record<string, Value>>;
}

/** The kind of a place by its id; `undefined` when it is not known. */
export type LevelOf = (placeId: string) => PlaceKind | undefined;

const RULE_OF_TYPE: Readonly<Partial<Record<Question['type'], PacketRule>>> = {
  date: 'relative-time',
  time: 'relative-time',
  datetime: 'relative-time',
  place: 'level',
  text: 'screen',
  longtext: 'screen',
};

/**
 * The rule that really holds for a question: judgements, workflow, people and identity never pass, and no type can carry through
 * `keep` what it must not: times become relative, places levels, texts screened.
 */
export function ruleOf(question: Question): PacketRule {
  const never = question.kind === 'judgement' || question.kind === 'process' || question.type === 'person';
  if (question.packet === 'drop' || never || question.identity === true) return 'drop';
  return RULE_OF_TYPE[question.type] ?? question.packet;
}

const LEVEL_WORDS: Readonly<Partial<Record<PlaceKind, string>>> = {
  cscom: 'CSCom',
  csref: 'CSRéf',
  hospital: 'hôpital',
  private: 'structure privée',
};

/** A facility of a packet: a letter in the order of the path, and its level. */
export interface BlindFacility {
  readonly letter: string;
  readonly level: PlaceKind | 'other';
}

/** The facilities of the documents, lettered in the order in which the documents name them, lists (the path) first. */
export function lettersOf(
  documents: readonly PacketSource[],
  levelOf: LevelOf,
): ReadonlyMap<string, BlindFacility> {
  const named = documents.flatMap(({ form, answers }) =>
    form.sections.flatMap(({ questions }) =>
      questions.flatMap((question) =>
        question.packet === 'drop'
          ? []
          : question.type === 'list'
            ? rowsOf(answers, question.code).flatMap((row) => placesOf(row, question.columns ?? []))
            : [],
      ),
    ),
  );
  const single = documents.flatMap(({ form, answers }) =>
    form.sections.flatMap(({ questions }) =>
      placesOf(
        answers,
        questions.filter(({ packet }) => packet !== 'drop'),
      ),
    ),
  );
  const ids = [...new Set([...named, ...single])];
  return new Map(
    ids.map((id, index) => [id, { letter: letterOf(index), level: levelOf(id) ?? 'other' }] as const),
  );
}

function placesOf(answers: Answers | Row, questions: readonly Question[]): readonly string[] {
  return questions.flatMap(({ code, type }) => {
    const answer = type === 'place' ? answerOf(answers, code) : undefined;
    return answer !== undefined && 'value' in answer && typeof answer.value === 'string'
      ? [answer.value]
      : [];
  });
}

function letterOf(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : `${letterOf(Math.floor(index / 26) - 1)}${letterOf(index % 26)}`;
}

/** The words of a facility: "Structure A, niveau CSCom". */
export function facilityText({ letter, level }: BlindFacility): string {
  const word = level === 'other' ? undefined : LEVEL_WORDS[level];
  return `Structure ${letter}, niveau ${word ?? 'autre'}`;
}

/** A document whose times answered apart (`x_date` and `x_time`) are joined into the date. */
export function withJoinedTimes({ form, answers, computed }: PacketSource): PacketSource {
  const together: Record<string, Answer> = { ...answers };
  for (const { questions } of form.sections) {
    for (const { code, type } of questions) {
      if (type !== 'date') continue;
      const time = code.replace(/_date$/, '_time');
      const whole = time === code ? undefined : joined(answerOf(answers, code), answerOf(answers, time));
      if (whole !== undefined) together[code] = whole;
    }
  }
  return { form, answers: together, computed };
}

/** H0 of a packet: that of the review, the last of its documents, else of an earlier one. */
export function packetOrigin(documents: readonly PacketSource[]): Origin | undefined {
  for (const document of [...documents].reverse()) {
    const { form, answers } = withJoinedTimes(document);
    const asked = form.sections
      .flatMap(({ questions }) => questions)
      .filter((question) => ruleOf(question) === 'relative-time');
    const times = Object.fromEntries(
      asked.flatMap(({ code }) => {
        const answer = answerOf(answers, code);
        return answer === undefined ? [] : [[code, answer] as const];
      }),
    );
    const origin = originOf(times);
    if (origin !== undefined) return origin;
  }
  return undefined;
}
