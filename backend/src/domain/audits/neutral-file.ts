import type { Answer, Answers, Question, Row } from '../forms/form.js';
import { answerOf } from '../forms/read.js';
import {
  lettersOf,
  packetOrigin,
  ruleOf,
  type BlindFacility,
  type LevelOf,
  type PacketSource,
} from './packet-source.js';
import { toNeutral, type Origin } from './relative-time.js';

/**
 * The documents as the rules of a reviewer's opinion read them: only what the packet keeps, on the neutral calendar, facilities by
 * letter; bands and free texts left out.
 */
export function neutralDocuments(input: {
  readonly documents: readonly PacketSource[];
  readonly levelOf: LevelOf;
}): Readonly<Record<string, Answers>> {
  const origin = packetOrigin(input.documents);
  const letters = lettersOf(input.documents, input.levelOf);
  return Object.fromEntries(
    input.documents.map(({ form, answers }) => {
      const questions = form.sections.flatMap((section) => section.questions);
      return [form.name, neutralAnswers(questions, answers, origin, letters)] as const;
    }),
  );
}

function neutralAnswers(
  questions: readonly Question[],
  answers: Answers | Row,
  origin: Origin | undefined,
  letters: ReadonlyMap<string, BlindFacility>,
): Answers {
  return Object.fromEntries(
    questions.flatMap((question): readonly (readonly [string, Answer])[] => {
      const answer = question.need === 'computed' ? undefined : answerOf(answers, question.code);
      const neutral = answer === undefined ? undefined : neutralAnswer(question, answer, origin, letters);
      return neutral === undefined ? [] : [[question.code, neutral]];
    }),
  );
}

function neutralAnswer(
  question: Question,
  answer: Answer,
  origin: Origin | undefined,
  letters: ReadonlyMap<string, BlindFacility>,
): Answer | undefined {
  const rule = ruleOf(question);
  if (rule === 'drop' || rule === 'band' || rule === 'screen') return undefined;
  if ('missing' in answer) return answer;
  if (question.type === 'list') {
    const rows = Array.isArray(answer.value) ? (answer.value as readonly Row[]) : [];
    return { value: rows.map((row) => neutralAnswers(question.columns ?? [], row, origin, letters)) };
  }
  if (typeof answer.value !== 'string') return answer;
  if (rule === 'level') return { value: letters.get(answer.value)?.letter ?? '?' };
  if (rule !== 'relative-time') return answer;
  return origin === undefined ? undefined : { ...answer, value: toNeutral(answer.value, origin) };
}
