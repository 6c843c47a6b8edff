import { Module } from '@nestjs/common';
import { ClockJobs } from './clock-jobs.js';
import { RequestRetention } from './request-retention.js';

@Module({ providers: [ClockJobs, RequestRetention], exports: [ClockJobs] })
export class RemindersModule {}
