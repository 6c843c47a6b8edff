import type { EntityManager } from 'typeorm';
import { shownCause } from '../domain/access/masking.js';
import type { Sight } from '../domain/access/sight.js';
import type { CaseView } from '../domain/cases/case.js';
import type { Answer, Answers, Question } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';
import { getForm } from '../domain/forms/registry.js';

const CAUSES: readonly Question['type'][] = ['icd10', 'icd10s'];

/**
 * A conclusion as a reader may know it: a cause that reveals HIV, or the type of an abortion, gives way to a general word written
 * `masked:indirect` or `masked:abortion`, and the words of the certificate beside it go. [domain 7.3]
 */
export function shownConclusion(
  answers: Answers,
  sight: Pick<Sight, 'hiv' | 'file'>,
  version?: number,
): Answers {
  const rights = { hiv: sight.hiv, opinion: sight.file === 'whole' };
  const causes = new Set(
    questionsOf(getForm('opinion', version))
      .filter(({ type }) => CAUSES.includes(type))
      .map(({ code }) => code),
  );
  const shown = (code: string): string => {
    const cause = shownCause(code, rights);
    return 'masked' in cause ? `masked:${cause.masked}` : cause.code;
  };
  const entries = Object.entries(answers).map(([question, answer]): readonly [string, Answer] => {
    if (!causes.has(question) || !('value' in answer)) return [question, answer];
    const { value } = answer;
    if (typeof value === 'string') return [question, { ...answer, value: shown(value) }];
    if (!Array.isArray(value)) return [question, answer];
    return [question, { ...answer, value: (value as readonly string[]).map(shown) }];
  });
  const masked = JSON.stringify(entries).includes('"masked:');
  return Object.fromEntries(masked ? entries.filter(([question]) => !question.endsWith('_text')) : entries);
}

/** The final classification of the running round, once the case is concluded and the reader may know it. */
export async function conclusionOf(
  tx: EntityManager,
  caseId: string,
  round: number,
  sight: Sight,
): Promise<CaseView['conclusion'] | undefined> {
  if (!sight.conclusions) return undefined;
  const [found]: readonly { source: string; formVersion: number; answers: Answers }[] = await tx.query(
    'SELECT source, form_version AS "formVersion", answers FROM app.final_classification WHERE case_id = $1 AND round = $2',
    [caseId, round],
  );
  return found && { ...found, answers: shownConclusion(found.answers, sight, found.formVersion) };
}
