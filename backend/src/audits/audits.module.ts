import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { SafeguardingModule } from '../safeguarding/safeguarding.module.js';
import { AuditClock } from './audit-clock.js';
import { AuditCommands } from './audit-commands.js';
import { AuditConsequences } from './audit-consequences.js';
import { AuditLocks } from './audit-locks.js';
import { AuditQueries } from './audit-queries.js';
import { AuditsController } from './audits.controller.js';
import { BlindOpinions } from './blind-opinions.js';
import { CaseExportCommands } from './case-export-commands.js';
import { CaseExportQueries } from './case-export-queries.js';
import { CaseExportsController } from './case-exports.controller.js';
import { ComparisonQueries } from './comparison-queries.js';
import { Conclusions } from './conclusions.js';
import { DrawQueries } from './draw-queries.js';
import { DrawsController } from './draws.controller.js';
import { ExtentLots } from './extent-lots.js';
import { FirstAuditCommands } from './first-audit-commands.js';
import { FirstAuditQueries } from './first-audit-queries.js';
import { GoingOnCommands } from './going-on-commands.js';
import { IndependenceWatch } from './independence-watch.js';
import { Lots } from './lots.js';
import { Opinions } from './opinions.js';
import { PacketCommands } from './packet-commands.js';
import { PacketDrafts } from './packet-drafts.js';
import { PacketPictureQueries } from './packet-picture-queries.js';
import { PacketPictures } from './packet-pictures.js';
import { PacketPicturesController } from './packet-pictures.controller.js';
import { PacketQueries } from './packet-queries.js';
import { PacketsController } from './packets.controller.js';
import { QuorumQueries } from './quorum-queries.js';
import { ReviewSeats } from './review-seats.js';
import { Seals } from './seals.js';
import { SeatCommands } from './seat-commands.js';
import { SeatQueries } from './seat-queries.js';
import { SeatsController } from './seats.controller.js';

@Module({
  imports: [JournalModule, WorklistModule, CasesModule, RemindersModule, SafeguardingModule],
  controllers: [
    AuditsController,
    CaseExportsController,
    SeatsController,
    PacketsController,
    PacketPicturesController,
    DrawsController,
  ],
  providers: [
    AuditClock,
    IndependenceWatch,
    AuditCommands,
    AuditConsequences,
    AuditLocks,
    AuditQueries,
    BlindOpinions,
    CaseExportCommands,
    CaseExportQueries,
    ComparisonQueries,
    Conclusions,
    DrawQueries,
    ExtentLots,
    FirstAuditCommands,
    FirstAuditQueries,
    GoingOnCommands,
    Lots,
    Opinions,
    PacketCommands,
    PacketDrafts,
    PacketPictureQueries,
    PacketPictures,
    PacketQueries,
    QuorumQueries,
    ReviewSeats,
    Seals,
    SeatCommands,
    SeatQueries,
  ],
  exports: [FirstAuditCommands, FirstAuditQueries, Lots, Opinions, QuorumQueries, Seals],
})
export class AuditsModule {}
