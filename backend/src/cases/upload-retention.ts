import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UPLOAD_CAPS } from '../domain/cases/attachment.js';
import { Vault } from '../platform/vault/vault.js';
import { ClockJobs } from '../reminders/clock-jobs.js';

const A_DAY = 86_400_000;

/** Once a day: what was announced and never came whole is forgotten. Its author still has it, and announces it again. */
@Injectable()
export class UploadRetention implements OnModuleInit {
  private last: Date | null = null;

  constructor(
    private readonly jobs: ClockJobs,
    private readonly vault: Vault,
  ) {}

  onModuleInit(): void {
    this.jobs.register('cases.upload-retention', (tx, now) => this.runAt(tx, now));
  }

  private async runAt(tx: EntityManager, now: Date): Promise<void> {
    if (this.last !== null && now.getTime() - this.last.getTime() < A_DAY) return;
    const before = new Date(now.getTime() - UPLOAD_CAPS.days * A_DAY);
    await tx.query('DELETE FROM app.upload WHERE asked_at < $1', [before]);
    await this.vault.dropPiecesBefore(before);
    this.last = now;
  }
}
