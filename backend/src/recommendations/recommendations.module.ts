import { Module } from '@nestjs/common';
import { AuditsModule } from '../audits/audits.module.js';
import { CasesModule } from '../cases/cases.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { RemindersModule } from '../reminders/reminders.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { ActionSheet } from './action-sheet.js';
import { ActionsController } from './actions.controller.js';
import { FollowerQueries } from './follower-queries.js';
import { FollowersController } from './followers.controller.js';
import { NamesInProposals } from './names-in-proposals.js';
import { ProposalCommands } from './proposal-commands.js';
import { ProposalDoor } from './proposal-door.js';
import { RecommendationClock } from './recommendation-clock.js';
import { RecommendationCommands } from './recommendation-commands.js';
import { RecommendationExports } from './recommendation-exports.js';
import { RecommendationQueries } from './recommendation-queries.js';
import { RecommendationTasks } from './recommendation-tasks.js';
import { RecommendationTransitions } from './recommendation-transitions.js';
import { RecommendationsController } from './recommendations.controller.js';
import { ResponseOfCase } from './response-of-case.js';
import { Successions } from './successions.js';

@Module({
  imports: [JournalModule, WorklistModule, CasesModule, AuditsModule, RemindersModule],
  controllers: [RecommendationsController, ActionsController, FollowersController],
  providers: [
    ActionSheet,
    FollowerQueries,
    NamesInProposals,
    ProposalCommands,
    ProposalDoor,
    RecommendationClock,
    RecommendationCommands,
    RecommendationExports,
    RecommendationQueries,
    RecommendationTasks,
    RecommendationTransitions,
    ResponseOfCase,
    Successions,
  ],
})
export class RecommendationsModule {}
