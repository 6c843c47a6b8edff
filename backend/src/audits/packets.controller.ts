import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { PacketView } from '../domain/audits/audit.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { ReasonBody } from './dto/audit-bodies.js';
import { SpansBody } from './dto/packet-bodies.js';
import { PacketCommands } from './packet-commands.js';
import { PacketQueries } from './packet-queries.js';

@Controller()
export class PacketsController {
  constructor(
    private readonly commands: PacketCommands,
    private readonly queries: PacketQueries,
  ) {}

  @Allow('read', 'Packet')
  @Get('cases/:id/packet')
  ofCase(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<PacketView> {
    return this.queries.ofCase(actor, id);
  }

  @Allow('build', 'Packet')
  @Post('cases/:id/packet')
  @HttpCode(200)
  build(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.build(actor, request, id);
  }

  @Allow('redact', 'Packet')
  @Patch('packets/:id/spans')
  decideSpans(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: SpansBody,
  ): Promise<Receipt> {
    return this.commands.decideSpans(actor, request, id, body);
  }

  @Allow('release', 'Packet')
  @Post('packets/:id/release')
  @HttpCode(200)
  release(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.release(actor, request, id);
  }

  @Allow('withdraw', 'Packet')
  @Post('packets/:id/withdraw')
  @HttpCode(200)
  withdraw(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.withdraw(actor, request, id, body.reason ?? '');
  }
}
