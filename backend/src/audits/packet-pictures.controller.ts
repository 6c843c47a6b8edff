import { Body, Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import type { Receipt } from '../domain/receipt.js';
import { PictureHeaders } from '../platform/http/picture-headers.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { BoxesBody, ChoiceBody } from './dto/packet-bodies.js';
import { PacketPictureQueries } from './packet-picture-queries.js';
import { PacketPictures } from './packet-pictures.js';

/** The pictures of a packet. */
@Controller()
export class PacketPicturesController {
  constructor(
    private readonly commands: PacketPictures,
    private readonly queries: PacketPictureQueries,
  ) {}

  @Allow('redact', 'Packet')
  @Post('packets/:id/choose-pictures')
  @HttpCode(200)
  choose(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ChoiceBody,
  ): Promise<Receipt> {
    return this.commands.choose(actor, request, id, body.attachments);
  }

  @Allow('redact', 'Packet')
  @Post('packets/:id/redact-picture')
  @HttpCode(200)
  redact(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: BoxesBody,
  ): Promise<Receipt> {
    return this.commands.redact(actor, request, id, body.attachmentId, body.boxes);
  }

  @Allow('read', 'Packet')
  @Get('packet-pictures/:id/content')
  @PictureHeaders()
  async open(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.queries.open(actor, id));
  }
}
