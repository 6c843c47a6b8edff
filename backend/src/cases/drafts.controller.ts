import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import type { DraftSaved, DraftView } from '../domain/cases/case.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { DraftCommands } from './draft-commands.js';
import { DraftQueries } from './draft-queries.js';
import { KeptWarningDto, PatchesDto, patchesOf } from './dto/draft.dto.js';

@Controller('cases/:id')
export class DraftsController {
  constructor(
    private readonly queries: DraftQueries,
    private readonly commands: DraftCommands,
  ) {}

  @Allow('read', 'Case')
  @Get('forms/:form')
  view(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
    @Param('form') form: string,
  ): Promise<DraftView> {
    return this.queries.view(actor, id, form);
  }

  @Allow('read', 'Case')
  @Patch('forms/:form')
  save(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Param('form') form: string,
    @Body() body: PatchesDto,
  ): Promise<DraftSaved> {
    return this.commands.save(actor, request, id, form, patchesOf(body));
  }

  @Allow('read', 'Case')
  @Patch('forms/:form/kept-warnings')
  keepWarning(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Param('form') form: string,
    @Body() body: KeptWarningDto,
  ): Promise<Receipt> {
    return this.commands.keepWarning(actor, request, id, form, body);
  }

  @Allow('document', 'Draft')
  @Post('sign-phase')
  signPhase(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.signPhase(actor, request, id);
  }
}
