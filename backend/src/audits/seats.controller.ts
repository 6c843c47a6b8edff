import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { CandidateView, SeatView } from '../domain/audits/audit.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { AssignBody, ReasonBody } from './dto/audit-bodies.js';
import { GoingOnCommands } from './going-on-commands.js';
import { SeatCommands } from './seat-commands.js';
import { SeatQueries } from './seat-queries.js';

@Controller('seats')
export class SeatsController {
  constructor(
    private readonly commands: SeatCommands,
    private readonly goingOn: GoingOnCommands,
    private readonly queries: SeatQueries,
  ) {}

  @Allow('read', 'Assignment')
  @Get()
  list(@CurrentActor() actor: Actor): Promise<readonly SeatView[]> {
    return this.queries.list(actor);
  }

  @Allow('assign', 'Assignment')
  @Get(':id/candidates')
  candidates(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<readonly CandidateView[]> {
    return this.queries.candidates(actor, id);
  }

  @Allow('assign', 'Assignment')
  @Post(':id/assign')
  @HttpCode(200)
  assign(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() { personId }: AssignBody,
  ): Promise<Receipt> {
    return this.commands.assign(actor, request, id, personId);
  }

  @Allow('proceed-with-one', 'Case')
  @Post(':id/proceed-with-one')
  @HttpCode(200)
  proceedWithOne(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.goingOn.ask(actor, request, id, 'proceed-with-one', body.reason ?? '');
  }

  @Allow('waive', 'Case')
  @Post(':id/waive')
  @HttpCode(200)
  waive(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.goingOn.ask(actor, request, id, 'waive', body.reason ?? '');
  }
}
