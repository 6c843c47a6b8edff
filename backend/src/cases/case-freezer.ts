import { createHash, randomUUIDv7 } from 'node:crypto';
import canonicalize from 'canonicalize';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { contextOf, type CaseDocument } from '../domain/cases/case-documents.js';
import { countsInFile } from '../domain/cases/community-autopsy.js';
import type { Answers, Context } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';
import { validate } from '../domain/forms/validate.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { attachmentsOf } from './attachment-queries.js';
import type { Attachment } from './attachment.entity.js';
import { documentsOf } from './case-documents.js';
import type { LockedCase } from './locked-case.js';
import { settingsAt } from '../facilities/settings.js';

/** Writes the frozen file: the facts of every document, in canonical JSON (RFC 8785), with the SHA-256 that seals refer to. */
@Injectable()
export class CaseFreezer {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async write(tx: EntityManager, actor: Actor, row: LockedCase): Promise<void> {
    const drafts = await documentsOf(tx, row);
    const context = contextOf(drafts, row, await settingsAt(tx, row.responsibleId), this.clock.local());
    const pictures = await attachmentsOf(tx, row.id);
    const { documents, content, sha256 } = frozenFileOf(row, drafts, context, pictures);
    await this.transactions.asSystem(tx, () =>
      tx.query(
        `INSERT INTO app.case_file (id, case_id, round, n, documents, content, sha256, frozen_by, frozen_at)
         SELECT $1, $2, $3, COALESCE(max(n), 0) + 1, $4::jsonb, $5, $6, $7, $8 FROM app.case_file WHERE case_id = $2`,
        [
          randomUUIDv7(),
          row.id,
          row.round,
          JSON.stringify(documents),
          content,
          sha256,
          actor.person.id,
          this.clock.now(),
        ],
      ),
    );
  }
}

/** The facts of every document, their canonical JSON and its hash, which covers that of every picture. */
export function frozenFileOf(
  row: Pick<LockedCase, 'kind' | 'round' | 'extent'>,
  drafts: readonly Pick<CaseDocument, 'form' | 'answers'>[],
  context: Context,
  pictures: readonly Pick<Attachment, 'kind' | 'n' | 'sha256'>[] = [],
): {
  readonly documents: Readonly<Record<string, { readonly version: number; readonly answers: Answers }>>;
  readonly content: string;
  readonly sha256: string;
} {
  const notification = drafts.find(({ form }) => form.name === 'notification')?.answers ?? {};
  const counted = drafts.filter(({ form, answers }) => countsInFile(form, answers, notification, row.extent));
  const documents = Object.fromEntries(counted.map((draft) => factsOnly(draft, context)));
  const attachments = pictures.map(({ kind, n, sha256 }) => ({ kind, n, sha256 }));
  const content =
    canonicalize({
      kind: row.kind,
      round: row.round,
      documents,
      ...(attachments.length === 0 ? {} : { attachments }),
    }) ?? '';
  return { documents, content, sha256: createHash('sha256').update(content).digest('hex') };
}

/**
 * A document without what is process (who reported, how, verification), and without answers to questions that are not asked. A consent
 * stays: on it depends that the rest may be read.
 */
function factsOnly(
  { form, answers }: Pick<CaseDocument, 'form' | 'answers'>,
  context: Context,
): readonly [string, { readonly version: number; readonly answers: Answers }] {
  const asked = new Set(validate(form, answers, context).visible);
  const facts = new Set(
    questionsOf(form)
      .filter(
        ({ kind, code, identity }) =>
          (kind === 'fact' || code === form.consent?.question) && identity !== true,
      )
      .filter(({ code }) => asked.has(code))
      .map(({ code }) => code),
  );
  const kept = Object.entries(answers).filter(([code]) => facts.has(code));
  return [form.name, { version: form.version, answers: Object.fromEntries(kept) }];
}
