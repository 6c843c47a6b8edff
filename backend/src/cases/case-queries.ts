import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { withoutHiv } from '../domain/access/masking.js';
import { sightOf } from '../domain/access/sight.js';
import type { Answers } from '../domain/forms/form.js';
import type { CaseView, FileView } from '../domain/cases/case.js';
import { absent, Problem } from '../domain/problem.js';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { CasePage } from './case-page.js';
import { entriesOf } from './case-phases.js';
import { findCase, reachOf, readingOf, type LockedCase } from './locked-case.js';
import { placeNames } from './place-names.js';

/** The case page and the frozen file, each as its reader may know it. */
@Injectable()
export class CaseQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly page: CasePage,
    private readonly journal: Journal,
  ) {}

  view(actor: Actor, id: string): Promise<CaseView> {
    return this.transactions.read(actor, async (tx) =>
      this.viewOf(tx, actor, await this.found(tx, actor, id)),
    );
  }

  /** The page of a case already read or locked, also for the answer to a stale command. */
  viewOf(tx: EntityManager, actor: Actor, row: LockedCase): Promise<CaseView> {
    return this.page.of(tx, actor, row);
  }

  async file(actor: Actor, id: string): Promise<FileView> {
    const { row, file } = await this.transactions.read(actor, async (tx) => {
      const row = await this.found(tx, actor, id);
      const sight = sightOf(actor.ability, reachOf(row));
      if (sight.file !== 'whole') throw new Problem('forbidden', 'forbidden');
      const file = await this.frozenFile(tx, row.id, sight.hiv);
      if (file === null) throw new Problem('absent', 'file.absent');
      return { row, file };
    });
    await this.journal.recordReading(actor, readingOf(row, 'open-file'));
    return file;
  }

  /** The newest frozen file of a case whose reader was looked at before; `null` when it was never frozen. */
  async frozenFile(tx: EntityManager, id: string, hiv: boolean): Promise<FileView | null> {
    const [file]: readonly FrozenFile[] = await tx.query(
      `SELECT round, n, frozen_at AS "frozenAt", sha256, documents FROM app.case_file WHERE case_id = $1 ORDER BY n DESC LIMIT 1`,
      [id],
    );
    if (file === undefined || file.documents === null) return null;
    const documents = Object.entries(file.documents).map(
      ([form, { version, answers }]) =>
        [form, { version, answers: hiv ? answers : withoutHiv(answers) }] as const,
    );
    const entries = await entriesOf(tx, id, file.round);
    const named = await Promise.all(documents.map(([, { answers }]) => placeNames(tx, answers)));
    return {
      caseId: id,
      n: file.n,
      frozenAt: file.frozenAt.toISOString(),
      sha256: file.sha256,
      documents: Object.fromEntries(documents),
      entries,
      places: Object.assign(
        {},
        ...named,
        await placeNames(
          tx,
          {},
          entries.map(({ placeId }) => placeId),
        ),
      ) as Readonly<Record<string, string>>,
    };
  }

  private async found(tx: EntityManager, actor: Actor, id: string): Promise<LockedCase> {
    const row = await findCase(tx, id);
    if (row === undefined || sightOf(actor.ability, reachOf(row)).page !== 'full') throw absent('case');
    return row;
  }
}

interface FrozenFile {
  readonly round: number;
  readonly n: number;
  readonly frozenAt: Date;
  readonly sha256: string;
  readonly documents: Readonly<
    Record<string, { readonly version: number; readonly answers: Answers }>
  > | null;
}
