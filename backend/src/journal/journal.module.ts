import { Module } from '@nestjs/common';
import { Journal } from './journal.js';
import { JournalController } from './journal.controller.js';
import { JournalQueries } from './journal-queries.js';
import { JournalSealer } from './journal-sealer.js';
import { JournalVerification } from './journal-verification.js';

@Module({
  controllers: [JournalController],
  providers: [Journal, JournalQueries, JournalSealer, JournalVerification],
  exports: [Journal, JournalSealer],
})
export class JournalModule {}
