import type { EntityManager } from 'typeorm';
import type { CaseDocument } from '../domain/cases/case-documents.js';
import { inPathOrder, pathOf } from '../domain/cases/phases.js';
import type { Answers } from '../domain/forms/form.js';
import { fileForms, getForm, unconfirmedForms } from '../domain/forms/registry.js';
import type { LockedCase } from './locked-case.js';

interface DraftRow {
  readonly form: string;
  readonly formVersion: number;
  readonly answers: Answers;
  readonly keptWarnings: Readonly<Record<string, string>>;
  readonly version: number;
}

/** The documents of a case in the order in which they are filled: before confirmation what its notified kind asks for. */
export async function documentsOf(
  tx: EntityManager,
  row: Pick<LockedCase, 'id' | 'round' | 'kind' | 'category' | 'placeIds' | 'extent'>,
): Promise<readonly CaseDocument[]> {
  const drafts: readonly DraftRow[] = await tx.query(
    `SELECT form, form_version AS "formVersion", answers, kept_warnings AS "keptWarnings", version
     FROM app.case_draft WHERE case_id = $1 AND round = $2`,
    [row.id, row.round],
  );
  const asked = row.kind === null ? unconfirmedForms(row.category) : fileForms(row.kind, row.extent);
  return asked.map(({ name }) => {
    const draft = drafts.find(({ form }) => form === name);
    // A case keeps the version of the form it was answered with.
    const form = getForm(name, draft?.formVersion);
    const answers = draft?.answers ?? {};
    return {
      form,
      answers: inPathOrder(form, answers, pathOf(form, answers, row.placeIds)),
      keptWarnings: draft?.keptWarnings ?? {},
      version: draft?.version ?? 0,
    };
  });
}
