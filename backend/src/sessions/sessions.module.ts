import { Module } from '@nestjs/common';
import { AuditsModule } from '../audits/audits.module.js';
import { CasesModule } from '../cases/cases.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { AttendanceCommands } from './attendance-commands.js';
import { SessionCommands } from './session-commands.js';
import { SessionConsequences } from './session-consequences.js';
import { SessionDoor } from './session-door.js';
import { SessionFactFinder } from './session-fact-finder.js';
import { SessionMinutes } from './session-minutes.js';
import { SessionNotes } from './session-notes.js';
import { SessionQueries } from './session-queries.js';
import { SessionTasks } from './session-tasks.js';
import { SessionsController } from './sessions.controller.js';

/** Audit sessions. They are right of the audits: a session seals through the audit it was given. */
@Module({
  imports: [JournalModule, WorklistModule, CasesModule, AuditsModule],
  controllers: [SessionsController],
  providers: [
    AttendanceCommands,
    SessionCommands,
    SessionConsequences,
    SessionDoor,
    SessionFactFinder,
    SessionMinutes,
    SessionNotes,
    SessionQueries,
    SessionTasks,
  ],
})
export class SessionsModule {}
