import { narrativeQuestionOf, pathQuestionOf } from '@domain/cases/phases.js';
import type { Form } from '@domain/forms/form.js';

interface Words {
  readonly times: string;
  readonly story: string;
  /** Title of a section in the form. */
  readonly of: (section: string) => string;
}

/** In plain words what a form about a whole path calls by its chapters. `part`: what is asked of `form`. */
export function sectionTitles(form: Form, part: Form, words: Words): Readonly<Record<string, string>> {
  const [path, story] = [pathQuestionOf(form), narrativeQuestionOf(form)];
  return Object.fromEntries(
    part.sections.map(({ code, questions }) => {
      const only = questions.length === 1 ? questions[0]?.code : undefined;
      if (only !== undefined && only === path) return [code, words.times];
      if (only !== undefined && only === story) return [code, words.story];
      return [code, words.of(code).replace(/^[A-Z]\. /, '')];
    }),
  );
}
