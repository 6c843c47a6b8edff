import { Controller, Get, Param, Post } from '@nestjs/common';
import type { ApprovalView } from '../domain/cases/case.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import { ApprovalQueries } from './approval-queries.js';
import { Approvals } from './approvals.js';

@Controller('approvals')
export class ApprovalsController {
  constructor(
    private readonly queries: ApprovalQueries,
    private readonly approvals: Approvals,
  ) {}

  @Allow('read', 'Approval')
  @Get()
  list(@CurrentActor() actor: Actor): Promise<readonly ApprovalView[]> {
    return this.queries.list(actor);
  }

  @Allow('confirm', 'Approval')
  @Proved()
  @Post(':id/confirm')
  confirm(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.approvals.confirm(actor, request, id);
  }

  @Allow('decline', 'Approval')
  @Post(':id/decline')
  decline(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.approvals.decline(actor, request, id);
  }
}
