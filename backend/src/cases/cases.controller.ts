import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type {
  CaseRow,
  CaseView,
  DuplicateWarning,
  FileView,
  IdentityView,
  NameSpan,
} from '../domain/cases/case.js';
import type { Page, Receipt } from '../domain/receipt.js';
import { savedAs } from '../platform/http/leaving-file.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import { CaseCommands } from './case-commands.js';
import { CaseCustodyCommands } from './case-custody-commands.js';
import { CaseExports } from './case-exports.js';
import { CaseList } from './case-list.js';
import { CaseQueries } from './case-queries.js';
import { CaseExportBody, CaseQuery } from './dto/case-query.dto.js';
import {
  ChangeKindDto,
  CloseDto,
  ConfirmDto,
  DiscardDto,
  FreezeDto,
  HoldDto,
  InvolvementDto,
  MarkDuplicateDto,
  ReadIdentityDto,
  ReasonDto,
  TransferDto,
  WaiveAuditDto,
} from './dto/events.dto.js';
import { NotifyDto, SimilarDto } from './dto/notify.dto.js';
import { ExtentCommands } from './extent-commands.js';
import { IdentityReadings } from './identity-readings.js';
import { KindCommands } from './kind-commands.js';
import { NameScreen } from './name-screen.js';
import { NotifyCommands, type Notified } from './notify-commands.js';
import { SimilarQueries } from './similar-queries.js';
import { TwoPersonCommands } from './two-person-commands.js';

@Controller('cases')
export class CasesController {
  constructor(
    private readonly notifications: NotifyCommands,
    private readonly similar: SimilarQueries,
    private readonly commands: CaseCommands,
    private readonly kinds: KindCommands,
    private readonly extents: ExtentCommands,
    private readonly custody: CaseCustodyCommands,
    private readonly twoPersons: TwoPersonCommands,
    private readonly queries: CaseQueries,
    private readonly cases: CaseList,
    private readonly exports: CaseExports,
    private readonly identities: IdentityReadings,
    private readonly names: NameScreen,
  ) {}

  @Allow('notify', 'Case')
  @Post()
  notify(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: NotifyDto,
  ): Promise<Receipt & Notified> {
    return this.notifications.notify(actor, request, body);
  }

  @Allow('notify', 'Case')
  @HttpCode(200)
  @Post('similar')
  warn(@CurrentActor() actor: Actor, @Body() body: SimilarDto): Promise<DuplicateWarning> {
    return this.similar.warn(actor, body.answers);
  }

  @Allow('list', 'Case')
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: CaseQuery): Promise<Page<CaseRow>> {
    return this.cases.list(actor, query);
  }

  @Allow('export', 'Case')
  @Proved()
  @HttpCode(200)
  @Post('export')
  async export(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: CaseExportBody,
  ): Promise<StreamableFile> {
    return savedAs(await this.exports.give(actor, request, body));
  }

  @Allow('read', 'Case')
  @Get(':id')
  view(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<CaseView> {
    return this.queries.view(actor, id);
  }

  @Allow('read', 'CaseFile')
  @Get(':id/file')
  file(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<FileView> {
    return this.queries.file(actor, id);
  }

  @Allow('read', 'CaseFile')
  @Get(':id/name-screen')
  screen(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<{ spans: readonly NameSpan[] }> {
    return this.names.read(actor, id).then((spans) => ({ spans }));
  }

  @Allow('read', 'Identity')
  @Post(':id/identity-readings')
  readIdentity(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReadIdentityDto,
  ): Promise<Receipt & IdentityView> {
    return this.identities.read(actor, request, id, body.reason);
  }

  @Allow('confirm', 'Case')
  @Post(':id/confirm')
  confirm(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ConfirmDto,
  ): Promise<Receipt> {
    return this.commands.confirm(actor, request, id, body);
  }

  @Allow('change-kind', 'Case')
  @Post(':id/change-kind')
  changeKind(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ChangeKindDto,
  ): Promise<Receipt> {
    return this.kinds.changeKind(actor, request, id, body);
  }

  @Allow('widen', 'Case')
  @Post(':id/widen')
  widen(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonDto,
  ): Promise<Receipt> {
    return this.extents.widen(actor, request, id, body);
  }

  @Allow('discard', 'Case')
  @Post(':id/discard')
  discard(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: DiscardDto,
  ): Promise<Receipt> {
    return this.commands.discard(actor, request, id, body);
  }

  @Allow('mark-duplicate', 'Case')
  @Post(':id/mark-duplicate')
  markDuplicate(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: MarkDuplicateDto,
  ): Promise<Receipt> {
    return this.commands.markDuplicate(actor, request, id, body);
  }

  @Allow('unmark-duplicate', 'Case')
  @Post(':id/unmark-duplicate')
  unmarkDuplicate(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonDto,
  ): Promise<Receipt> {
    return this.commands.unmarkDuplicate(actor, request, id, body);
  }

  @Allow('freeze', 'Case')
  @Post(':id/freeze')
  freeze(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: FreezeDto,
  ): Promise<Receipt> {
    return this.commands.freeze(actor, request, id, body);
  }

  @Allow('unfreeze', 'Case')
  @Post(':id/unfreeze')
  unfreeze(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonDto,
  ): Promise<Receipt> {
    return this.commands.unfreeze(actor, request, id, body);
  }

  @Allow('hold', 'Case')
  @Post(':id/hold')
  hold(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: HoldDto,
  ): Promise<Receipt> {
    return this.custody.hold(actor, request, id, body);
  }

  @Allow('lift-hold', 'Case')
  @Post(':id/lift-hold')
  liftHold(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonDto,
  ): Promise<Receipt> {
    return this.custody.liftHold(actor, request, id, body);
  }

  @Allow('transfer', 'Case')
  @Post(':id/transfer')
  transfer(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: TransferDto,
  ): Promise<Receipt> {
    return this.custody.transfer(actor, request, id, body);
  }

  @Allow('close', 'Case')
  @Post(':id/close')
  close(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: CloseDto,
  ): Promise<Receipt> {
    return this.commands.close(actor, request, id, body);
  }

  @Allow('waive-audit', 'Case')
  @Post(':id/waive-audit')
  waiveAudit(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: WaiveAuditDto,
  ): Promise<Receipt> {
    return this.twoPersons.waiveAudit(actor, request, id, body);
  }

  @Allow('reopen', 'Case')
  @Proved()
  @Post(':id/reopen')
  reopen(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonDto,
  ): Promise<Receipt> {
    return this.twoPersons.reopen(actor, request, id, body);
  }

  @Allow('erase-identity', 'Case')
  @Proved()
  @Post(':id/erase-identity')
  eraseIdentity(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonDto,
  ): Promise<Receipt> {
    return this.twoPersons.eraseIdentity(actor, request, id, body);
  }

  @Allow('freeze', 'Case')
  @Post(':id/declare-involvement')
  declareInvolvement(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: InvolvementDto,
  ): Promise<Receipt> {
    return this.custody.declareInvolvement(actor, request, id, body);
  }
}
