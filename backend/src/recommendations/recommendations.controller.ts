import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, StreamableFile } from '@nestjs/common';
import type { Page, Receipt } from '../domain/receipt.js';
import type {
  Proposed,
  RecommendationRow,
  RecommendationView,
} from '../domain/recommendations/recommendation.js';
import { savedAs } from '../platform/http/leaving-file.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow, AllowEither, Proved } from '../platform/security/allow.js';
import { EditBody, ProposeBody } from './dto/propose.js';
import {
  BlockBody,
  EffectBody,
  FinishBody,
  MergeBody,
  ReasonBody,
  RemarkBody,
  UpdateBody,
} from './dto/recommendation-events.js';
import { RecommendationExportBody, RecommendationsQuery } from './dto/recommendations-query.js';
import { ProposalCommands } from './proposal-commands.js';
import { RecommendationCommands } from './recommendation-commands.js';
import { RecommendationExports } from './recommendation-exports.js';
import { RecommendationQueries } from './recommendation-queries.js';

/** Recommendations. Owners outside the care team fire the same events on the alias of an action. */
@Controller('recommendations')
export class RecommendationsController {
  constructor(
    private readonly proposals: ProposalCommands,
    private readonly commands: RecommendationCommands,
    private readonly queries: RecommendationQueries,
    private readonly exports: RecommendationExports,
  ) {}

  @Allow('read', 'Recommendation')
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: RecommendationsQuery): Promise<Page<RecommendationRow>> {
    return this.queries.list(actor, query);
  }

  @Allow('export', 'Recommendation')
  @Proved()
  @HttpCode(200)
  @Post('export')
  async export(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: RecommendationExportBody,
  ): Promise<StreamableFile> {
    return savedAs(await this.exports.give(actor, request, body));
  }

  @Allow('read', 'Recommendation')
  @Get(':id')
  get(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<RecommendationView> {
    return this.queries.get(actor, id);
  }

  @Allow('propose', 'Recommendation')
  @Post()
  propose(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: ProposeBody,
  ): Promise<Proposed> {
    return this.proposals.propose(actor, request, body);
  }

  @Allow('propose', 'Recommendation')
  @Patch(':id')
  edit(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: EditBody,
  ): Promise<Proposed> {
    return this.proposals.edit(actor, request, id, body);
  }

  @AllowEither('accept', 'Recommendation', 'Action')
  @Post(':id/accept')
  @HttpCode(200)
  accept(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: RemarkBody,
  ): Promise<Receipt> {
    return this.commands.accept(actor, request, id, body);
  }

  @AllowEither('refuse', 'Recommendation', 'Action')
  @Post(':id/refuse')
  @HttpCode(200)
  refuse(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.refuse(actor, request, id, body);
  }

  @AllowEither('start', 'Recommendation', 'Action')
  @Post(':id/start')
  @HttpCode(200)
  start(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: RemarkBody,
  ): Promise<Receipt> {
    return this.commands.start(actor, request, id, body);
  }

  @AllowEither('block', 'Recommendation', 'Action')
  @Post(':id/block')
  @HttpCode(200)
  block(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: BlockBody,
  ): Promise<Receipt> {
    return this.commands.block(actor, request, id, body);
  }

  @AllowEither('unblock', 'Recommendation', 'Action')
  @Post(':id/unblock')
  @HttpCode(200)
  unblock(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: RemarkBody,
  ): Promise<Receipt> {
    return this.commands.unblock(actor, request, id, body);
  }

  @AllowEither('finish', 'Recommendation', 'Action')
  @Post(':id/finish')
  @HttpCode(200)
  finish(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: FinishBody,
  ): Promise<Receipt> {
    return this.commands.finish(actor, request, id, body);
  }

  @Allow('return', 'Recommendation')
  @Post(':id/return')
  @HttpCode(200)
  return(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.return(actor, request, id, body);
  }

  @Allow('verify', 'Recommendation')
  @Post(':id/verify')
  @HttpCode(200)
  verify(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: RemarkBody,
  ): Promise<Receipt> {
    return this.commands.verify(actor, request, id, body);
  }

  @Allow('check-effect', 'Recommendation')
  @Post(':id/check-effect')
  @HttpCode(200)
  checkEffect(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: EffectBody,
  ): Promise<Receipt> {
    return this.commands.checkEffect(actor, request, id, body);
  }

  @Allow('cancel', 'Recommendation')
  @Post(':id/cancel')
  @HttpCode(200)
  cancel(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ReasonBody,
  ): Promise<Receipt> {
    return this.commands.cancel(actor, request, id, body);
  }

  @Allow('merge', 'Recommendation')
  @Post(':id/merge')
  @HttpCode(200)
  merge(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: MergeBody,
  ): Promise<Receipt> {
    return this.commands.merge(actor, request, id, body);
  }

  @AllowEither('report', 'Recommendation', 'Action')
  @Post(':id/updates')
  @HttpCode(200)
  report(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: UpdateBody,
  ): Promise<Receipt> {
    return this.commands.report(actor, request, id, body);
  }
}
