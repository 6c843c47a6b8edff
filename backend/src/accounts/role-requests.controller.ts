import { Controller, Get, Param, Post } from '@nestjs/common';
import type { RoleRequestView } from '../domain/accounts/role-request.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import { RoleRequests } from './role-requests.js';

@Controller('role-requests')
export class RoleRequestsController {
  constructor(private readonly requests: RoleRequests) {}

  @Allow('read', 'RoleRequest')
  @Get()
  list(@CurrentActor() actor: Actor): Promise<readonly RoleRequestView[]> {
    return this.requests.list(actor);
  }

  @Allow('confirm', 'RoleRequest')
  @Proved()
  @Post(':id/confirm')
  confirm(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.requests.confirm(actor, request, id);
  }

  @Allow('decline', 'RoleRequest')
  @Post(':id/decline')
  decline(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.requests.decline(actor, request, id);
  }
}
