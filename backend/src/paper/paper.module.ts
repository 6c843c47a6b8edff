import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { BlankForms } from './blank-forms.js';
import { CasePapers } from './case-papers.js';
import { InvitationPapers } from './invitation-papers.js';
import { PapersController } from './papers.controller.js';

/** The paper twins: every form empty or filled, and the file of a case. */
@Module({
  imports: [JournalModule, CasesModule],
  controllers: [PapersController],
  providers: [BlankForms, CasePapers, InvitationPapers],
})
export class PaperModule {}
