import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FacilityImportView } from '../domain/facilities/place.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import { Log } from '../platform/logging.js';
import type { Actor } from '../platform/security/actor.js';
import { type FacilityFile, readFacilities } from './facility-file.js';
import { FacilityImport, importView } from './facility-import.entity.js';
import { FacilityImporter, type Watch } from './facility-importer.js';

interface NewImport {
  readonly id: string;
  readonly fileName: string;
  readonly csv: string;
}

/** Imports from a screen go on in the background while the person watches; from the command line they are waited for. */
@Injectable()
export class FacilityImportCommands implements OnApplicationBootstrap {
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly importer: FacilityImporter,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What ran when the server was stopped will not go on by itself. */
  async onApplicationBootstrap(): Promise<void> {
    await this.transactions.system((tx) =>
      tx.update(FacilityImport, { state: 'running' }, { state: 'failed' }),
    );
  }

  async start(actor: Actor, request: WriteRequest, { id, fileName, csv }: NewImport): Promise<Receipt> {
    const file = readFacilities(csv);
    const done: { isNew: boolean } = { isNew: false };
    const receipt = await this.transactions.run(actor, request, async (tx) => {
      await this.begin(tx, actor, id, fileName, file);
      done.isNew = true;
      return { id, version: 1 };
    });
    if (done.isNew) this.goOn(id, file);
    return receipt;
  }

  /** From the command line, in the name of the system. */
  async importNow(id: string, fileName: string, csv: string, watch: Watch): Promise<FacilityImportView> {
    const file = readFacilities(csv);
    await this.transactions.system((tx) => this.begin(tx, 'system', id, fileName, file));
    await this.importer.run(id, file, watch);
    return this.transactions.system((tx) => importView(tx, id));
  }

  /** Waits for imports of the background: before the server closes its connections. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private goOn(id: string, file: FacilityFile): void {
    const work = this.importer
      .run(id, file)
      .catch((error: unknown) => {
        this.log.failure('facility import', error);
      })
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }

  private async begin(
    tx: EntityManager,
    by: Actor | 'system',
    id: string,
    fileName: string,
    file: FacilityFile,
  ): Promise<void> {
    await tx.insert(FacilityImport, {
      id,
      personId: by === 'system' ? null : by.person.id,
      fileName,
      state: 'running',
      total: file.total,
      nearDuplicates: [],
      refused: [],
      at: this.clock.now(),
    });
    await this.journal.record(tx, by, {
      command: 'import',
      subject: 'facility-import',
      subjectId: id,
      fields: ['total'],
    });
  }
}
