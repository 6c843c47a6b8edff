import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { BarView } from '../domain/access/bars.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { Allow } from '../platform/security/allow.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { BarCommands } from './bar-commands.js';
import { BarQueries } from './bar-queries.js';
import { LetBackDto, SetAsideDto, StepAsideDto } from './dto/bar.dto.js';

@Controller('cases/:id')
export class BarsController {
  constructor(
    private readonly commands: BarCommands,
    private readonly queries: BarQueries,
  ) {}

  @Allow('read', 'Case')
  @Post('step-aside')
  @HttpCode(200)
  stepAside(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: StepAsideDto,
  ): Promise<Receipt> {
    return this.commands.stepAside(actor, request, id, body.reason);
  }

  @Allow('set-aside', 'Case')
  @Get('set-aside')
  list(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<readonly BarView[]> {
    return this.queries.ofCase(actor, id);
  }

  @Allow('set-aside', 'Case')
  @Post('set-aside')
  @HttpCode(200)
  setAside(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: SetAsideDto,
  ): Promise<Receipt> {
    return this.commands.setAside(actor, request, id, body);
  }

  @Allow('set-aside', 'Case')
  @Post('let-back')
  @HttpCode(200)
  letBack(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: LetBackDto,
  ): Promise<Receipt> {
    return this.commands.letBack(actor, request, id, body.username);
  }
}
