import { Module } from '@nestjs/common';
import { Exports } from './exports.js';
import { Journal } from './journal.js';
import { JournalController } from './journal.controller.js';
import { JournalQueries } from './journal-queries.js';
import { JournalSealer } from './journal-sealer.js';
import { JournalVerification } from './journal-verification.js';
import { PaperSeal } from './paper-seal.js';

@Module({
  controllers: [JournalController],
  providers: [Exports, Journal, JournalQueries, JournalSealer, JournalVerification, PaperSeal],
  exports: [Exports, Journal, JournalSealer, PaperSeal],
})
export class JournalModule {}
