import { Module } from '@nestjs/common';
import { ClockJobs } from './clock-jobs.js';

@Module({ providers: [ClockJobs], exports: [ClockJobs] })
export class RemindersModule {}
