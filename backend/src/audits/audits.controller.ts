import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { AssignmentRow, ComparisonView, GateView, ReviewView } from '../domain/audits/audit.js';
import type { DraftSaved } from '../domain/cases/case.js';
import type { Receipt } from '../domain/receipt.js';
import { PatchesDto, patchesOf } from '../cases/dto/draft.dto.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { AuditCommands } from './audit-commands.js';
import { AuditQueries } from './audit-queries.js';
import { ComparisonQueries } from './comparison-queries.js';
import { DeclarationBody, KeptWarningBody, ReasonBody, SealBody } from './dto/audit-bodies.js';
import { SeatCommands } from './seat-commands.js';

@Controller()
export class AuditsController {
  constructor(
    private readonly commands: AuditCommands,
    private readonly seats: SeatCommands,
    private readonly queries: AuditQueries,
    private readonly comparisons: ComparisonQueries,
  ) {}

  @Allow('list', 'Audit')
  @Get('audits')
  list(@CurrentActor() actor: Actor): Promise<readonly AssignmentRow[]> {
    return this.queries.list(actor);
  }

  @Allow('list', 'Audit')
  @Get('audits/:id')
  get(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<GateView | ReviewView> {
    return this.queries.get(actor, id);
  }

  @Allow('declare-none', 'Audit')
  @Post('audits/:id/declare-none')
  @HttpCode(200)
  declareNone(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: DeclarationBody,
  ): Promise<Receipt> {
    return this.commands.declareNone(actor, request, id, body);
  }

  @Allow('recuse', 'Audit')
  @Post('audits/:id/recuse')
  @HttpCode(200)
  recuse(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.recuse(actor, request, id, body.reason ?? '');
  }

  @Allow('recuse', 'Audit')
  @Post('audits/:id/raise-concern')
  @HttpCode(200)
  raiseConcern(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.raiseConcern(actor, request, id);
  }

  @Allow('write', 'Opinion')
  @Patch('audits/:id/opinion')
  write(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: PatchesDto,
  ): Promise<DraftSaved> {
    return this.commands.write(actor, request, id, patchesOf(body));
  }

  @Allow('write', 'Opinion')
  @Patch('audits/:id/opinion/kept-warnings')
  keepWarning(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() { code, reason }: KeptWarningBody,
  ): Promise<Receipt> {
    return this.commands.keepWarning(actor, request, id, code, reason);
  }

  @Allow('seal', 'Audit')
  @Post('audits/:id/seal')
  @HttpCode(200)
  seal(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() { minutes }: SealBody,
  ): Promise<Receipt> {
    return this.commands.seal(actor, request, id, minutes ?? null);
  }

  @Allow('revise', 'Audit')
  @Post('audits/:id/revise')
  @HttpCode(200)
  revise(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.revise(actor, request, id, body.reason ?? '');
  }

  @Allow('withdraw', 'Audit')
  @Post('audits/:id/withdraw')
  @HttpCode(200)
  withdraw(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.seats.withdraw(actor, request, id, body.reason ?? '');
  }

  @Allow('read', 'Comparison')
  @Get('cases/:id/comparison')
  comparison(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<ComparisonView> {
    return this.comparisons.get(actor, id);
  }
}
