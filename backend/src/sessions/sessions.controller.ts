import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import type { DraftSaved } from '../domain/cases/case.js';
import type { Page, Receipt } from '../domain/receipt.js';
import type { SessionDetail, SessionRow } from '../domain/sessions/session.js';
import { PatchesDto, patchesOf } from '../cases/dto/draft.dto.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import { AttendanceCommands } from './attendance-commands.js';
import {
  AttendanceBody,
  AttendanceChangeBody,
  PlanBody,
  ReasonBody,
  SessionListQuery,
} from './dto/session-bodies.js';
import { SessionCommands } from './session-commands.js';
import { SessionMinutes } from './session-minutes.js';
import { SessionQueries } from './session-queries.js';

@Controller()
export class SessionsController {
  constructor(
    private readonly commands: SessionCommands,
    private readonly attendances: AttendanceCommands,
    private readonly queries: SessionQueries,
    private readonly minutes: SessionMinutes,
  ) {}

  @Allow('plan', 'Session')
  @Post('sessions')
  plan(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: PlanBody,
  ): Promise<Receipt> {
    return this.commands.plan(actor, request, body);
  }

  @Allow('read', 'Session')
  @Get('sessions')
  list(@CurrentActor() actor: Actor, @Query() query: SessionListQuery): Promise<Page<SessionRow>> {
    return this.queries.list(actor, query);
  }

  @Allow('read', 'Session')
  @Get('sessions/:id')
  get(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<SessionDetail> {
    return this.queries.get(actor, id);
  }

  @Allow('open', 'Session')
  @Post('sessions/:id/open')
  @HttpCode(200)
  open(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.open(actor, request, id);
  }

  @Allow('close', 'Session')
  @Post('sessions/:id/close')
  @HttpCode(200)
  close(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.close(actor, request, id);
  }

  @Allow('cancel', 'Session')
  @Post('sessions/:id/cancel')
  @HttpCode(200)
  cancel(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.cancel(actor, request, id, body.reason ?? '');
  }

  @Allow('write', 'Session')
  @Patch('sessions/:id/note')
  write(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: PatchesDto,
  ): Promise<DraftSaved> {
    return this.commands.write(actor, request, id, patchesOf(body));
  }

  @Allow('read', 'Session')
  @Get('sessions/:id/minutes.pdf')
  @Header('content-type', 'application/pdf')
  @Header('content-disposition', 'inline; filename="proces-verbal.pdf"')
  async printShort(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.minutes.withoutOpinions(actor, id));
  }

  @Allow('export', 'Session')
  @Proved()
  @Post('sessions/:id/full-minutes')
  @HttpCode(200)
  askForFullMinutes(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.askForFullMinutes(actor, request, id, body.reason ?? '');
  }

  @Allow('read', 'Approval')
  @Proved()
  @Get('sessions/:id/full-minutes.pdf')
  @Header('content-type', 'application/pdf')
  @Header('content-disposition', 'inline; filename="proces-verbal-complet.pdf"')
  async printFull(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.minutes.full(actor, id));
  }

  @Allow('attend', 'Session')
  @Post('sessions/:id/attendances')
  add(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: AttendanceBody,
  ): Promise<Receipt> {
    return this.attendances.add(actor, request, id, body);
  }

  @Allow('attend', 'Session')
  @Patch('attendances/:id')
  change(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: AttendanceChangeBody,
  ): Promise<Receipt> {
    return this.attendances.change(actor, request, id, body);
  }

  @Allow('attend', 'Session')
  @Delete('attendances/:id')
  remove(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.attendances.remove(actor, request, id);
  }

  @Allow('sign-charter', 'Session')
  @Post('attendances/:id/sign-charter')
  @HttpCode(200)
  signCharter(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.attendances.signCharter(actor, request, id);
  }
}
