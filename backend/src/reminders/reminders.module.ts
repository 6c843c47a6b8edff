import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { ClockJobs } from './clock-jobs.js';
import { JournalSeal } from './journal-seal.js';
import { RequestRetention } from './request-retention.js';

@Module({
  imports: [JournalModule],
  providers: [ClockJobs, JournalSeal, RequestRetention],
  exports: [ClockJobs],
})
export class RemindersModule {}
