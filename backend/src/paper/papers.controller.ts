import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, SignedIn } from '../platform/security/allow.js';
import { BlankForms } from './blank-forms.js';
import { CasePapers } from './case-papers.js';
import { BlankQuery, PaperQuery } from './dto/paper-query.js';

const PDF = 'application/pdf';

/** Everything of a case that is printed, and the empty forms to fill in by hand. */
@Controller()
export class PapersController {
  constructor(
    private readonly blank: BlankForms,
    private readonly papers: CasePapers,
  ) {}

  @SignedIn()
  @Get('forms/:form/paper.pdf')
  @Header('content-type', PDF)
  @Header('content-disposition', 'inline; filename="formulaire.pdf"')
  async printBlank(
    @CurrentActor() actor: Actor,
    @Param('form') form: string,
    @Query() query: BlankQuery,
  ): Promise<StreamableFile> {
    const language = query.language ?? actor.person.language;
    return new StreamableFile(await this.blank.of(form, query.version, language));
  }

  @Allow('read', 'Case')
  @Get('cases/:id/forms/:form/paper.pdf')
  @Header('content-type', PDF)
  @Header('content-disposition', 'inline; filename="formulaire.pdf"')
  async printForm(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
    @Param('form') form: string,
    @Query() query: PaperQuery,
  ): Promise<StreamableFile> {
    const language = query.language ?? actor.person.language;
    return new StreamableFile(await this.papers.form(actor, id, form, language));
  }

  @Allow('read', 'CaseFile')
  @Get('cases/:id/file.pdf')
  @Header('content-type', PDF)
  @Header('content-disposition', 'inline; filename="dossier.pdf"')
  async printFile(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
    @Query() query: PaperQuery,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.papers.file(actor, id, query.language ?? actor.person.language));
  }
}
