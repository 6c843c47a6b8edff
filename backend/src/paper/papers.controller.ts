import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, SignedIn } from '../platform/security/allow.js';
import { BlankForms } from './blank-forms.js';
import { CasePapers } from './case-papers.js';
import { InvitationSheetDto } from './dto/invitation-sheet.dto.js';
import { BlankQuery, PaperQuery } from './dto/paper-query.js';
import { InvitationPapers } from './invitation-papers.js';

const PDF = 'application/pdf';

/** Everything of a case that is printed, and the empty forms to fill in by hand. */
@Controller()
export class PapersController {
  constructor(
    private readonly blank: BlankForms,
    private readonly papers: CasePapers,
    private readonly invitations: InvitationPapers,
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

  /** Asked with a body: the code that it prints must stand in no address. */
  @Allow('enter-phase', 'Case')
  @Post('invitations/:id/sheet.pdf')
  @HttpCode(200)
  @Header('content-type', PDF)
  @Header('content-disposition', 'inline; filename="invitation.pdf"')
  async printInvitation(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
    @Body() { code, telephone = '', language = actor.person.language }: InvitationSheetDto,
    @Req() { headers, protocol, host }: FastifyRequest,
  ): Promise<StreamableFile> {
    const address = headers.origin ?? `${protocol}://${host}`;
    return new StreamableFile(
      await this.invitations.sheet(actor, id, { code, address, telephone, language }),
    );
  }
}
