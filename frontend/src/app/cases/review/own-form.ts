import type { DraftView } from '@domain/cases/case.js';
import { facilityOfRow, phasesOf } from '@domain/cases/phases.js';
import type { Answer, Form, Row } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';

/** Answers that an event gives, never a person by typing. */
const OF_EVENTS = ['verification', 'discard_reason', 'notified_at'];

/** Questions that this person may write: their own phase, or all but identity and what events give. */
export function writableOf(draft: DraftView): readonly string[] {
  if (!draft.writable) return [];
  if (draft.writableQuestions) return draft.writableQuestions;
  return getForm(draft.form, draft.formVersion)
    .sections.flatMap(({ questions }) => questions)
    .filter(
      ({ code, identity, need }) => identity !== true && need !== 'computed' && !OF_EVENTS.includes(code),
    )
    .map(({ code }) => code);
}

/**
 * The form as one person meets it: what they may write, what they may read, and nothing of another facility's phase, whose questions
 * would look unanswered. Who writes the whole file meets the whole form.
 */
export function ownForm(draft: DraftView): Form {
  const form = getForm(draft.form, draft.formVersion);
  const writable = new Set(writableOf(draft));
  const isWhole = draft.writableQuestions === undefined;
  return {
    ...form,
    sections: form.sections
      .map((section) => ({
        ...section,
        questions: section.questions.filter(
          ({ code, need, identity }) =>
            identity !== true &&
            !(OF_EVENTS.includes(code) && draft.answers[code] === undefined) &&
            (need === 'computed' ? isWhole : writable.has(code) || draft.answers[code] !== undefined),
        ),
      }))
      .filter(({ questions }) => questions.length > 0),
  };
}

/** A line added to a list by facility belongs to the person's own facility until another is chosen. */
export function withOwnFacility(
  form: Form,
  question: string,
  answer: Answer | null,
  mine: number | undefined,
): Answer | null {
  if (mine === undefined || answer === null || 'missing' in answer || !Array.isArray(answer.value))
    return answer;
  if (phasesOf(form)[question] !== 'own-rows') return answer;
  const rows = (answer.value as readonly Row[]).map((row) =>
    facilityOfRow(row) === undefined && row['ref'] === undefined
      ? { ...row, ref: { value: String(mine) } }
      : row,
  );
  return { ...answer, value: rows };
}

/** The form of a frozen file: facts, and what is computed from them; who reported, how, and the vault are no part of it. */
export function frozenForm(form: Form): Form {
  return {
    ...form,
    sections: form.sections
      .map((section) => ({
        ...section,
        questions: section.questions.filter(
          ({ code, kind, identity, packet }) =>
            identity !== true &&
            (kind === 'fact' ||
              code === form.consent?.question ||
              (kind === 'computed' && packet !== 'drop')),
        ),
      }))
      .filter(({ questions }) => questions.some(({ kind }) => kind === 'fact')),
  };
}
