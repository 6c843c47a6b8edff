import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import type { PartView } from '../domain/cases/case.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { EnterPhaseDto } from './dto/phase.dto.js';
import { PhaseCommands } from './phase-commands.js';
import { PhaseQueries } from './phase-queries.js';

@Controller('cases/:id')
export class PhasesController {
  constructor(
    private readonly queries: PhaseQueries,
    private readonly commands: PhaseCommands,
  ) {}

  @Allow('enter-phase', 'Case')
  @Get('phases/:place')
  view(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
    @Param('place') place: string,
  ): Promise<PartView> {
    return this.queries.view(actor, id, place);
  }

  @Allow('enter-phase', 'Case')
  @Post('enter-phase')
  enterPhase(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: EnterPhaseDto,
  ): Promise<Receipt> {
    return this.commands.enter(actor, request, id, body);
  }
}
