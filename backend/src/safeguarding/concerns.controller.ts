import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { Receipt } from '../domain/receipt.js';
import type { ConcernRaised, ConcernView } from '../domain/safeguarding/survivor-checklist.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { ConcernCommands } from './concern-commands.js';
import { ConcernQueries } from './concern-queries.js';
import { ChecklistBody } from './dto/concern-bodies.js';

@Controller()
export class ConcernsController {
  constructor(
    private readonly commands: ConcernCommands,
    private readonly queries: ConcernQueries,
  ) {}

  @Allow('raise-concern', 'Case')
  @Post('cases/:id/raise-concern')
  raise(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt & ConcernRaised> {
    return this.commands.raise(actor, request, id);
  }

  @Allow('read', 'Concern')
  @Get('concerns/:id')
  view(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<ConcernView> {
    return this.queries.view(actor, id);
  }

  @Allow('update', 'Concern')
  @Patch('concerns/:id')
  check(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ChecklistBody,
  ): Promise<Receipt> {
    return this.commands.check(actor, request, id, body);
  }

  @Allow('update', 'Concern')
  @Post('concerns/:id/close')
  @HttpCode(200)
  close(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.close(actor, request, id);
  }
}
