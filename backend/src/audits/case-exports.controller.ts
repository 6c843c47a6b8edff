import { Body, Controller, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import type { Receipt } from '../domain/receipt.js';
import { savedAs } from '../platform/http/leaving-file.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import { CaseExportCommands } from './case-export-commands.js';
import { ReasonBody } from './dto/audit-bodies.js';

/** One case as a file a program can read, under double key. */
@Controller('cases')
export class CaseExportsController {
  constructor(private readonly commands: CaseExportCommands) {}

  @Allow('export', 'CaseFile')
  @Proved()
  @Post(':id/export')
  ask(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.ask(actor, request, id, body.reason ?? '');
  }

  @Allow('export', 'CaseFile')
  @Proved()
  @HttpCode(200)
  @Post(':id/take-export')
  async take(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<StreamableFile> {
    return savedAs(await this.commands.take(actor, request, id));
  }
}
