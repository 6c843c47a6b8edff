import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ReplicaDelta } from '../domain/sync/replica.js';
import { compressed } from '../platform/http/compression.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { SignedIn } from '../platform/security/allow.js';
import { ReplicaDto } from './dto/replica.dto.js';
import { ReplicaQueries } from './replica-queries.js';

@Controller('sync')
export class SyncController {
  constructor(private readonly queries: ReplicaQueries) {}

  /** Asks; nothing is written. The list of what a device holds is too long for an address. */
  @SignedIn()
  @HttpCode(200)
  @Post()
  async since(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() asked: ReplicaDto,
  ): Promise<ReplicaDelta | Buffer> {
    return compressed(request, reply, await this.queries.since(actor, request, asked));
  }
}
