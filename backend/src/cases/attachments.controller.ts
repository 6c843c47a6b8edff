import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { ATTACHMENT_CAPS, type AttachmentsView } from '../domain/cases/attachment.js';
import type { Receipt } from '../domain/receipt.js';
import { PictureHeaders } from '../platform/http/picture-headers.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Uploads } from '../platform/http/uploads.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { AttachmentCommands } from './attachment-commands.js';
import { AttachmentQueries } from './attachment-queries.js';
import { AttachmentQuery, RemovalBody } from './dto/attachment.dto.js';

/** Photographed pages of a case. */
@Controller()
export class AttachmentsController {
  constructor(
    private readonly commands: AttachmentCommands,
    private readonly queries: AttachmentQueries,
    private readonly uploads: Uploads,
  ) {}

  @Allow('read', 'Attachment')
  @Get('cases/:id/attachments')
  ofCase(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<AttachmentsView> {
    return this.queries.ofCase(actor, id);
  }

  /** The body is the file. */
  @Allow('attach', 'Attachment')
  @Post('cases/:id/attachments')
  @RouteConfig({ upload: true })
  add(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
    @Query() query: AttachmentQuery,
    @Req() request: FastifyRequest,
  ): Promise<Receipt> {
    return this.commands.add(actor, this.uploads.incoming(request, ATTACHMENT_CAPS.fileBytes), id, query);
  }

  @Allow('attach', 'Attachment')
  @Post('attachments/:id/remove')
  @HttpCode(200)
  remove(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: RemovalBody,
  ): Promise<Receipt> {
    return this.commands.remove(actor, request, id, body.reason);
  }

  @Allow('read', 'Attachment')
  @Get('attachments/:id/content')
  @PictureHeaders()
  async open(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.queries.open(actor, id));
  }
}
