import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { ApprovalClock } from './approval-clock.js';
import { ApprovalQueries } from './approval-queries.js';
import { Approvals } from './approvals.js';
import { ApprovalsController } from './approvals.controller.js';
import { AttachmentCommands } from './attachment-commands.js';
import { AttachmentQueries } from './attachment-queries.js';
import { AttachmentsController } from './attachments.controller.js';
import { BarCommands } from './bar-commands.js';
import { BarQueries } from './bar-queries.js';
import { BarsController } from './bars.controller.js';
import { CarriedDrafts } from './carried-drafts.js';
import { CaseBars } from './case-bars.js';
import { CaseCommands } from './case-commands.js';
import { CaseConsequences } from './case-consequences.js';
import { CaseCustodyCommands } from './case-custody-commands.js';
import { CaseDoor } from './case-door.js';
import { CaseEvents } from './case-events.js';
import { CaseExports } from './case-exports.js';
import { CaseFactFinder } from './case-fact-finder.js';
import { CaseFollow } from './case-follow.js';
import { CaseFreezer } from './case-freezer.js';
import { CaseList } from './case-list.js';
import { CaseOffers } from './case-offers.js';
import { CasePage } from './case-page.js';
import { CasePhases } from './case-phases.js';
import { CaseQueries } from './case-queries.js';
import { CaseTasks } from './case-tasks.js';
import { CaseTransitions } from './case-transitions.js';
import { CasesController } from './cases.controller.js';
import { DeathComparison } from './death-comparison.js';
import { DraftCommands } from './draft-commands.js';
import { DraftQueries } from './draft-queries.js';
import { DraftsController } from './drafts.controller.js';
import { FileQualityController } from './file-quality.controller.js';
import { ExtentCommands } from './extent-commands.js';
import { Extents } from './extents.js';
import { FileQualityQueries } from './file-quality-queries.js';
import { FocalPointWatch } from './focal-point-watch.js';
import { IdentityErasure } from './identity-erasure.js';
import { IdentityRetention } from './identity-retention.js';
import { IdentityReadings } from './identity-readings.js';
import { InvitationCommands } from './invitation-commands.js';
import { InvitationQueries } from './invitation-queries.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitedCommands } from './invited-commands.js';
import { KindCommands } from './kind-commands.js';
import { LinkCommands } from './link-commands.js';
import { LinkProposals } from './link-proposals.js';
import { LinkQueries } from './link-queries.js';
import { LinkTasks } from './link-tasks.js';
import { LinksController } from './links.controller.js';
import { NameScreen } from './name-screen.js';
import { NotificationAnswers } from './notification-answers.js';
import { NotifyCommands } from './notify-commands.js';
import { OrphanedIdentities } from './orphaned-identities.js';
import { PhaseCommands } from './phase-commands.js';
import { PhaseParts } from './phase-parts.js';
import { PhaseQueries } from './phase-queries.js';
import { PhasesController } from './phases.controller.js';
import { SimilarCases } from './similar-cases.js';
import { SimilarQueries } from './similar-queries.js';
import { TwoPersonCommands } from './two-person-commands.js';
import { UploadCommands } from './upload-commands.js';
import { UploadRetention } from './upload-retention.js';
import { UploadsController } from './uploads.controller.js';

/** Deaths, their files, and the events of their cycle. Later features fire events and hear of them through what is exported. */
@Module({
  imports: [JournalModule, RemindersModule, WorklistModule],
  controllers: [
    CasesController,
    DraftsController,
    ApprovalsController,
    AttachmentsController,
    BarsController,
    FileQualityController,
    InvitationsController,
    LinksController,
    PhasesController,
    UploadsController,
  ],
  providers: [
    ApprovalClock,
    ApprovalQueries,
    Approvals,
    AttachmentCommands,
    AttachmentQueries,
    BarCommands,
    BarQueries,
    CaseBars,
    CaseCommands,
    CaseConsequences,
    CaseCustodyCommands,
    CaseDoor,
    CaseEvents,
    CaseExports,
    CaseFactFinder,
    CaseFollow,
    CaseFreezer,
    CaseList,
    CaseOffers,
    CasePage,
    CasePhases,
    CaseQueries,
    CaseTasks,
    CaseTransitions,
    DeathComparison,
    DraftCommands,
    DraftQueries,
    ExtentCommands,
    Extents,
    CarriedDrafts,
    FileQualityQueries,
    FocalPointWatch,
    IdentityErasure,
    IdentityReadings,
    IdentityRetention,
    InvitationCommands,
    InvitationQueries,
    InvitedCommands,
    KindCommands,
    LinkCommands,
    LinkProposals,
    LinkQueries,
    LinkTasks,
    NameScreen,
    NotificationAnswers,
    NotifyCommands,
    OrphanedIdentities,
    PhaseCommands,
    PhaseParts,
    PhaseQueries,
    SimilarCases,
    SimilarQueries,
    TwoPersonCommands,
    UploadCommands,
    UploadRetention,
  ],
  exports: [
    Approvals,
    AttachmentCommands,
    BarCommands,
    CaseCommands,
    CaseConsequences,
    CaseFactFinder,
    CaseQueries,
    CaseTasks,
    CaseTransitions,
    DraftCommands,
    DraftQueries,
    InvitationQueries,
    NameScreen,
    NotifyCommands,
  ],
})
export class CasesModule {}
