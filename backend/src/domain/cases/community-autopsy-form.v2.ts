import type { Form, Question, Section } from '../forms/form.js';
import { communityAutopsyFormV1 } from './community-autopsy-form.v1.js';

/** What only the review in full asks: the symptoms and their course. The rest is why the family acted as it did. [domain 2.3, 3.3] */
const VERBAL = ['va_illness_start', 'va_illness_days', 'va_symptoms'];

const inFull = (question: Question): Question =>
  VERBAL.includes(question.code)
    ? { ...question, visibleWhen: { not: { context: 'extent', in: ['short'] } } }
    : question;

/** F3 as it is asked today: of a death with a short form its social part alone. */
export const communityAutopsyFormV2 = {
  ...communityAutopsyFormV1,
  version: 2,
  sections: communityAutopsyFormV1.sections.map((section: Section): Section => ({
    ...section,
    questions: section.questions.map(inFull),
  })),
} as const satisfies Form;
