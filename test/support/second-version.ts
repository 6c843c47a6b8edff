import { opinionFormV1 } from '../../backend/src/domain/audits/opinion-form.v1.js';
import { maternalReviewFormV1 } from '../../backend/src/domain/cases/maternal-review-form.v1.js';
import type { Form } from '../../backend/src/domain/forms/form.js';
import { publishedForms } from '../../backend/src/domain/forms/registry.js';
import { sessionFormV1 } from '../../backend/src/domain/sessions/session-form.v1.js';

/** What the second version asks more: whether the referral centre was telephoned before the departure. */
export const NEW_QUESTION = 'called_ahead';

/** The maternal review as it could be published next: everything of v1, and one optional question in its first section. */
export const maternalReviewV2: Form = {
  ...maternalReviewFormV1,
  version: 2,
  sections: maternalReviewFormV1.sections.map((section, at) =>
    at === 0
      ? {
          ...section,
          questions: [
            ...section.questions,
            {
              code: NEW_QUESTION,
              type: 'code',
              list: 'CL_YN4',
              need: 'optional',
              kind: 'fact',
              packet: 'keep',
            },
          ],
        }
      : section,
  ),
};

/** The opinion as it could be published next, without the question of whether the death was avoidable. */
export const opinionV2: Form = {
  ...opinionFormV1,
  version: 2,
  sections: opinionFormV1.sections.map((section) => ({
    ...section,
    questions: section.questions.filter(({ code }) => code !== 'avoidability'),
  })),
};

/** The course of a session as it could be published next, without its note. */
export const sessionV2: Form = {
  ...sessionFormV1,
  version: 2,
  sections: sessionFormV1.sections.map((section) => ({
    ...section,
    questions: section.questions.filter(({ code }) => code !== 'minutes_note'),
  })),
};

/** Publishes one more version for the rest of this spec file; each file has a registry of its own. */
export function publish(form: Form): void {
  (publishedForms as Form[]).push(form);
}
