import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Approvals } from '../cases/approvals.js';
import { lockCase, reachOf, type LockedCase } from '../cases/locked-case.js';
import { fileName, type LeavingFile } from '../journal/exports.js';
import { Journal } from '../journal/journal.js';
import { PaperSeal } from '../journal/paper-seal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Allowances } from '../platform/security/allowances.js';
import { CaseExportQueries, type ExportedCase } from './case-export-queries.js';

const ACTION = 'export-case';

/** One case as a file a program can read: asked for with a reason, granted by a second person, taken once by who asked. */
@Injectable()
export class CaseExportCommands implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: Approvals,
    private readonly queries: CaseExportQueries,
    private readonly allowances: Allowances,
    private readonly journal: Journal,
    private readonly seal: PaperSeal,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // The confirmation itself lets the first person take the file; nothing else happens.
    this.approvals.on(ACTION, () => Promise.resolve());
  }

  ask(actor: Actor, request: WriteRequest, id: string, reason: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.exportable(tx, actor, id);
      const given = reason.trim();
      if (given === '') throw new Problem('conflict', 'refused', { reasons: ['case.reason-missing'] });
      return this.approvals.ask(tx, actor, row, {
        action: ACTION,
        subject: 'case',
        subjectId: id,
        payload: {},
        reason: given,
      });
    });
  }

  /** The same request sent again finds the grant used: one asking, one file. */
  async take(actor: Actor, request: WriteRequest, id: string): Promise<LeavingFile> {
    const seal = await this.seal.line(actor.person.language);
    const { content } = await this.transactions.run<{ content: ExportedCase }>(
      actor,
      request,
      async (tx) => {
        const row = await this.exportable(tx, actor, id);
        const reason = await this.used(tx, actor, id);
        await this.allowances.take(tx, actor, 'export');
        await this.journal.record(tx, actor, {
          command: ACTION,
          subject: 'case',
          subjectId: id,
          placeId: row.responsibleId,
          districtId: row.districtId,
          fields: ['json'],
        });
        const content = await this.queries.of(tx, actor, row, { reason, seal });
        return { id, version: row.version, content };
      },
      () => Promise.reject(new Problem('conflict', 'export.used')),
    );
    return {
      bytes: Buffer.from(`${JSON.stringify(content, null, 2)}\n`),
      name: fileName(actor, { what: content.case.number, at: this.clock.now(), seal, ending: 'json' }),
      type: 'application/json; charset=utf-8',
    };
  }

  private async exportable(tx: EntityManager, actor: Actor, id: string): Promise<LockedCase> {
    const row = await lockCase(tx, id);
    const reach = reachOf(row);
    if (!may(actor.ability, 'read', 'Case', reach)) throw absent('case');
    if (!may(actor.ability, 'export', 'CaseFile', reach)) throw new Problem('forbidden', 'forbidden');
    return row;
  }

  /** Uses the grant up, and gives the reason it was asked for. */
  private async used(tx: EntityManager, actor: Actor, id: string): Promise<string> {
    const now = this.clock.now();
    const granted = await this.transactions.asSystem(tx, () =>
      tx.query<{ reason: string }[]>(
        `WITH used AS (UPDATE app.approval SET used_at = $4 WHERE action = $1 AND subject_id = $2 AND asked_by = $3
           AND confirmed_at IS NOT NULL AND used_at IS NULL AND until >= $4 RETURNING reason)
         SELECT reason FROM used`,
        [ACTION, id, actor.person.id, now],
      ),
    );
    const [first] = granted;
    if (first === undefined) throw new Problem('forbidden', 'export.not-granted');
    return first.reason;
  }
}
