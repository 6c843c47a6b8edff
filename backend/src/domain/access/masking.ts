import type { Answers } from '../forms/form.js';

/** A cause as a reader may know it: the code itself, or a general word in its place. */
export type ShownCause = { readonly code: string } | { readonly masked: 'indirect' | 'abortion' };

const HIV = /^(B2[0-4]|O98\.7)/;
const ABORTION_TYPE = /^O0[45]/;

/**
 * Hides a cause that tells too much: HIV (O98.7, B20–B24) reads « Affection indirecte » without the right to HIV fields; the type of an
 * abortion (O04, O05) is read only in the opinion and by reviewers. [domain 7.3, 7.7]
 */
export function shownCause(
  code: string,
  rights: { readonly hiv: boolean; readonly opinion: boolean },
): ShownCause {
  if (HIV.test(code) && !rights.hiv) return { masked: 'indirect' };
  if (ABORTION_TYPE.test(code) && !rights.opinion) return { masked: 'abortion' };
  return { code };
}

/** Questions whose answers need the right to HIV fields; they never stand in a list, a printed form or a message. */
export const HIV_QUESTIONS: readonly string[] = ['anc_hiv', 'p_hiv', 'c_hiv'];

/** The answers without what reveals HIV: its questions, and the code HIV among several codes. [domain 7.3, 7.7] */
export function withoutHiv(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([question]) => !HIV_QUESTIONS.includes(question))
      .map(([question, answer]) => {
        if (!('value' in answer) || !Array.isArray(answer.value)) return [question, answer];
        const kept = (answer.value as readonly unknown[]).filter((code) => code !== 'HIV');
        return [question, { ...answer, value: kept } as typeof answer];
      }),
  );
}
