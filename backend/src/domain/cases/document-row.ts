import type { Answers, Context } from '../forms/form.js';
import { validate } from '../forms/validate.js';
import type { DocumentRow } from './case.js';
import { errorsIn, type CaseDocument } from './case-documents.js';
import { isExpected, isOptional } from './community-autopsy.js';
import type { DraftRights } from './draft-rights.js';
import type { Extent } from './review-extent.js';

/** A document as a line on the case page; nothing for who may not read it. `notification` and `extent` say who has to fill it. */
export function documentRow(
  { form, answers }: Pick<CaseDocument, 'form' | 'answers'>,
  rights: DraftRights,
  context: Context,
  { notification, extent }: { readonly notification: Answers; readonly extent: Extent },
): readonly DocumentRow[] {
  if (rights.reads === 'nothing') return [];
  const validation = validate(form, answers, context);
  return [
    {
      form: form.name,
      version: form.version,
      score: validation.completeness.score,
      answered: validation.completeness.answered,
      total: validation.completeness.visible,
      errors: errorsIn(validation),
      writable: rights.writes !== 'nothing',
      optional: isOptional(form, answers, notification, extent),
      expected: isExpected(form, answers, notification, extent),
    },
  ];
}
