import type { EntityManager } from 'typeorm';
import type { Answers, Form } from '../domain/forms/form.js';

/** Opens a draft of one form; the answers are there already when they come from a notification or an earlier round. */
export async function insertDraft(
  tx: EntityManager,
  draft: {
    readonly caseId: string;
    readonly round: number;
    readonly form: Form;
    readonly answers: Answers;
    readonly at: Date;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO app.case_draft (case_id, form, round, form_version, answers, updated_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6) ON CONFLICT DO NOTHING`,
    [draft.caseId, draft.form.name, draft.round, draft.form.version, JSON.stringify(draft.answers), draft.at],
  );
}

/** Writes the answers of a draft; the case row is locked, so nobody else writes meanwhile. Gives the new version. */
export async function updateDraft(
  tx: EntityManager,
  key: { readonly caseId: string; readonly round: number; readonly form: string },
  changes: { readonly answers?: Answers; readonly keptWarnings?: Readonly<Record<string, string>> },
  at: Date,
): Promise<number> {
  const rows: readonly { version: number }[] = await tx.query(
    `WITH written AS (UPDATE app.case_draft SET answers = COALESCE($4::jsonb, answers),
       kept_warnings = COALESCE($5::jsonb, kept_warnings), version = version + 1, updated_at = $6
     WHERE case_id = $1 AND form = $2 AND round = $3 RETURNING version) SELECT version FROM written`,
    [
      key.caseId,
      key.form,
      key.round,
      changes.answers === undefined ? null : JSON.stringify(changes.answers),
      changes.keptWarnings === undefined ? null : JSON.stringify(changes.keptWarnings),
      at,
    ],
  );
  return rows[0]?.version ?? 0;
}

/** Takes the signatures of facilities back: what they signed has changed. */
export async function unsign(
  tx: EntityManager,
  row: { readonly id: string; readonly round: number },
  places: readonly number[],
): Promise<void> {
  await tx.query(
    `UPDATE app.contribution SET signed_by = NULL, signed_at = NULL, obtained_how = NULL, obtained_from = NULL,
       obtained_on = NULL, version = version + 1
     WHERE case_id = $1 AND round = $2 AND place_id = ANY ($3) AND signed_at IS NOT NULL`,
    [row.id, row.round, places],
  );
}

/** The drafts and contributions of a round, copied to the next one; signatures are given anew. */
export async function copyRound(
  tx: EntityManager,
  caseId: string,
  from: number,
  to: number,
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO app.case_draft (case_id, form, round, form_version, answers, kept_warnings, updated_at)
     SELECT case_id, form, $3, form_version, answers, kept_warnings, $4 FROM app.case_draft
     WHERE case_id = $1 AND round = $2 ON CONFLICT DO NOTHING`,
    [caseId, from, to, at],
  );
  await tx.query(
    `INSERT INTO app.contribution (case_id, round, place_id, narrative)
     SELECT case_id, $3, place_id, narrative FROM app.contribution WHERE case_id = $1 AND round = $2 ON CONFLICT DO NOTHING`,
    [caseId, from, to],
  );
}
