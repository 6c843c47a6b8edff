import type { EntityManager } from 'typeorm';
import type { AuditKind } from '../domain/audits/audit.js';
import { restoredTimes } from '../domain/audits/relative-time.js';
import type { Answers } from '../domain/forms/form.js';
import type { LockedCase } from '../cases/locked-case.js';
import { frozenFile, originOfFile } from './packet-sources.js';

/** A sealed opinion of a round, its times on the real calendar. */
export interface SealedOpinion {
  readonly auditId: string;
  readonly kind: AuditKind;
  readonly seat: number;
  readonly revision: number;
  readonly formVersion: number;
  readonly answers: Answers;
  readonly sha256: string;
  readonly source: string;
}

/** What a round has sealed: the last revision of the audit, the reviewers by seat, the adjudication. */
export interface SealedRound {
  readonly audit: SealedOpinion | null;
  readonly reviews: readonly SealedOpinion[];
  readonly adjudication: SealedOpinion | null;
}

/** Every sealed opinion of the running round. Read in system scope; the times of reviewers are brought back from the neutral calendar. */
export async function sealedRound(
  tx: EntityManager,
  row: Pick<LockedCase, 'id' | 'round'>,
): Promise<SealedRound> {
  const sealed: readonly (SealedOpinion & { readonly fileId: string })[] = await tx.query(
    `SELECT a.id AS "auditId", a.kind, a.seat, a.revision, o.form_version AS "formVersion", o.answers, s.sha256, s.source_sha256 AS source, a.file_id AS "fileId"
     FROM app.audit a JOIN app.opinion o ON o.audit_id = a.id JOIN app.seal s ON s.audit_id = a.id
     WHERE a.case_id = $1 AND a.round = $2 AND a.state = 'sealed' ORDER BY a.kind, a.seat, a.revision`,
    [row.id, row.round],
  );
  const [first] = sealed;
  const origin = first === undefined ? undefined : originOfFile(await frozenFile(tx, first.fileId));
  const restored = sealed.map((opinion): SealedOpinion => {
    if (opinion.kind === 'audit' || origin === undefined) return opinion;
    return { ...opinion, answers: restoredTimes(opinion.answers, origin) };
  });
  return {
    audit: restored.findLast(({ kind }) => kind === 'audit') ?? null,
    reviews: restored.filter(({ kind }) => kind === 'counter-audit'),
    adjudication: restored.findLast(({ kind }) => kind === 'adjudication') ?? null,
  };
}
