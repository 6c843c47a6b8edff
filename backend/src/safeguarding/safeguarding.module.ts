import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { WorklistModule } from '../worklist/worklist.module.js';
import { ConcernCommands } from './concern-commands.js';
import { ConcernQueries } from './concern-queries.js';
import { Concerns } from './concerns.js';
import { ConcernsController } from './concerns.controller.js';

/** The separate door for a suspicion of a crime or of ill-treatment, and the protection of the children who survive. */
@Module({
  imports: [CasesModule, JournalModule, WorklistModule],
  controllers: [ConcernsController],
  providers: [ConcernCommands, ConcernQueries, Concerns],
  exports: [Concerns],
})
export class SafeguardingModule {}
