import { Body, Controller, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { type AwaitedPieces, PIECE_BYTES } from '../domain/cases/attachment.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Uploads } from '../platform/http/uploads.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { AnnouncedFileBody, PieceNumberPipe } from './dto/upload.dto.js';
import { UploadCommands } from './upload-commands.js';

/** Pictures of a case that come by pieces. */
@Controller()
export class UploadsController {
  constructor(
    private readonly commands: UploadCommands,
    private readonly uploads: Uploads,
  ) {}

  @Allow('attach', 'Attachment')
  @Post('cases/:id/uploads')
  announce(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: AnnouncedFileBody,
  ): Promise<Receipt & AwaitedPieces> {
    return this.commands.announce(actor, request, id, body);
  }

  /** The body is the piece. */
  @Allow('attach', 'Attachment')
  @Put('uploads/:id/pieces/:n')
  @RouteConfig({ upload: true })
  put(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
    @Param('n', PieceNumberPipe) n: number,
    @Req() request: FastifyRequest,
  ): Promise<Receipt> {
    return this.commands.put(actor, this.uploads.incoming(request, PIECE_BYTES), id, n);
  }

  @Allow('attach', 'Attachment')
  @Post('uploads/:id/attach')
  @HttpCode(200)
  attach(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.attach(actor, request, id);
  }
}
