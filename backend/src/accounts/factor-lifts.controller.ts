import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { FactorLiftView } from '../domain/accounts/factor-lift.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import { NewFactorLiftBody } from './dto/person-bodies.js';
import { FactorLifts } from './factor-lifts.js';

@Controller()
export class FactorLiftsController {
  constructor(private readonly lifts: FactorLifts) {}

  @Allow('read', 'FactorLift')
  @Get('factor-lifts')
  list(@CurrentActor() actor: Actor): Promise<readonly FactorLiftView[]> {
    return this.lifts.list(actor);
  }

  @Allow('ask', 'FactorLift')
  @Proved()
  @Post('people/:id/factor-lifts')
  ask(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: NewFactorLiftBody,
  ): Promise<Receipt> {
    return this.lifts.ask(actor, request, id, body);
  }

  @Allow('confirm', 'FactorLift')
  @Proved()
  @Post('factor-lifts/:id/confirm')
  confirm(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.lifts.confirm(actor, request, id);
  }

  @Allow('decline', 'FactorLift')
  @Post('factor-lifts/:id/decline')
  decline(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.lifts.decline(actor, request, id);
  }
}
