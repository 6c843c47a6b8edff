import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { CountExports } from './count-exports.js';
import { CountQueries } from './count-queries.js';
import { Publication } from './publication.js';
import { ReportCheck } from './report-check.js';
import { ReportClock } from './report-clock.js';
import { ReportCommands } from './report-commands.js';
import { ReportQueries } from './report-queries.js';
import { ReportTasks } from './report-tasks.js';
import { ReportViews } from './report-views.js';
import { ReportsController } from './reports.controller.js';

/** Zero reports: silence is never mistaken for zero. */
@Module({
  imports: [JournalModule, RemindersModule, WorklistModule],
  controllers: [ReportsController],
  providers: [
    CountExports,
    CountQueries,
    Publication,
    ReportCheck,
    ReportClock,
    ReportCommands,
    ReportQueries,
    ReportTasks,
    ReportViews,
  ],
})
export class ReportsModule {}
