import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { Receipt } from '../domain/receipt.js';
import type {
  OwnReportsView,
  ReportCountsView,
  ReportGrid,
  ReportView,
} from '../domain/reports/zero-report.js';
import { savedAs } from '../platform/http/leaving-file.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import { CountExports } from './count-exports.js';
import { CountQueries } from './count-queries.js';
import {
  CorrectReportBody,
  CountExportBody,
  PeriodTypeQuery,
  SubmitReportBody,
} from './dto/report-bodies.js';
import { ReportCommands } from './report-commands.js';
import { ReportQueries } from './report-queries.js';

/** Zero reports: what each facility and village counted, week by week and month by month, and who has not told. */
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly commands: ReportCommands,
    private readonly queries: ReportQueries,
    private readonly countQueries: CountQueries,
    private readonly exports: CountExports,
  ) {}

  @Allow('read', 'Report')
  @Get()
  own(@CurrentActor() actor: Actor): Promise<OwnReportsView> {
    return this.queries.own(actor);
  }

  @Allow('oversee', 'Report')
  @Get('grid')
  grid(@CurrentActor() actor: Actor, @Query() { type }: PeriodTypeQuery): Promise<ReportGrid> {
    return this.queries.grid(actor, type);
  }

  @Allow('count', 'Report')
  @Get('counts')
  counts(@CurrentActor() actor: Actor, @Query() { type }: PeriodTypeQuery): Promise<ReportCountsView> {
    return this.countQueries.counts(actor, type);
  }

  @Allow('export', 'Report')
  @Proved()
  @HttpCode(200)
  @Post('export')
  async export(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: CountExportBody,
  ): Promise<StreamableFile> {
    return savedAs(await this.exports.give(actor, request, body));
  }

  @Allow('read', 'Report')
  @Get(':id')
  get(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<ReportView> {
    return this.queries.get(actor, id);
  }

  @Allow('submit', 'Report')
  @Post()
  submit(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: SubmitReportBody,
  ): Promise<Receipt> {
    return this.commands.submit(actor, request, body);
  }

  @Allow('correct', 'Report')
  @Post(':id/correct')
  @HttpCode(200)
  correct(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: CorrectReportBody,
  ): Promise<Receipt> {
    return this.commands.correct(actor, request, id, body);
  }
}
