import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { BabyNotification } from '../domain/cases/case-links.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { LinkDto } from './dto/link.dto.js';
import { LinkCommands } from './link-commands.js';
import { LinkQueries } from './link-queries.js';

@Controller()
export class LinksController {
  constructor(
    private readonly commands: LinkCommands,
    private readonly queries: LinkQueries,
  ) {}

  @Allow('link', 'Case')
  @Post('cases/:id/link')
  link(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: LinkDto,
  ): Promise<Receipt> {
    return this.commands.link(actor, request, id, body.with);
  }

  @Allow('read', 'Draft')
  @Get('cases/:id/baby-notification')
  baby(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<BabyNotification> {
    return this.queries.babyOf(actor, id);
  }

  @Allow('link', 'Case')
  @Post('links/:id/confirm')
  @HttpCode(200)
  confirm(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.confirm(actor, request, id);
  }

  @Allow('link', 'Case')
  @Post('links/:id/remove')
  @HttpCode(200)
  remove(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.remove(actor, request, id);
  }
}
