import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Journal } from '../journal/journal.js';
import { Vault } from '../platform/vault/vault.js';
import { ClockJobs } from '../reminders/clock-jobs.js';

const A_DAY = 86_400_000;
/** References compared in one turn. */
const AT_ONCE = 10_000;

/**
 * Once a day: an identity that nothing names a day after it was written is erased. The vault is written first, so a notification or an
 * attendance that failed, or was tried again, leaves one behind. [decision 7]
 */
@Injectable()
export class OrphanedIdentities implements OnModuleInit {
  private last: Date | null = null;

  constructor(
    private readonly jobs: ClockJobs,
    private readonly vault: Vault,
    private readonly journal: Journal,
  ) {}

  onModuleInit(): void {
    this.jobs.register('cases.orphaned-identities', (tx, now) => this.runAt(tx, now));
  }

  private async runAt(tx: EntityManager, now: Date): Promise<void> {
    if (this.last !== null && now.getTime() - this.last.getTime() < A_DAY) return;
    const orphans = await this.orphansOf(tx, new Date(now.getTime() - A_DAY));
    if (orphans.length > 0) {
      await this.journal.record(tx, 'system', {
        command: 'sweep',
        subject: 'vault',
        subjectId: null,
        fields: [],
        code: `identities-${String(orphans.length)}`,
      });
      for (const ref of orphans) await this.vault.destroy(ref);
    }
    this.last = now;
  }

  private async orphansOf(tx: EntityManager, before: Date): Promise<readonly string[]> {
    const orphans: string[] = [];
    let after: string | null = null;
    for (;;) {
      const refs: readonly string[] = await this.vault.refsWrittenBefore(before, after, AT_ONCE);
      const unnamed: readonly { ref: string }[] = await tx.query(
        `SELECT ref FROM unnest($1::uuid[]) AS written (ref)
         WHERE NOT EXISTS (SELECT FROM app.death_case c WHERE c.subject_ref = ref)
           AND NOT EXISTS (SELECT FROM app.attendance t WHERE t.vault_ref = ref)`,
        [refs],
      );
      orphans.push(...unnamed.map(({ ref }) => ref));
      const last = refs.at(-1);
      if (last === undefined || refs.length < AT_ONCE) return orphans;
      after = last;
    }
  }
}
