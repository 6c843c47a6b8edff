import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SyncView } from '../domain/sync/sync.js';
import { Epoch } from '../platform/database/epoch.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Public, SignedIn } from '../platform/security/allow.js';
import { Secrets } from '../platform/security/secrets.js';
import { EnvelopeBody } from './dto/envelope-body.js';
import { Envelopes } from './envelopes.js';

@Controller('sync')
export class EnvelopesController {
  constructor(
    private readonly epoch: Epoch,
    private readonly secrets: Secrets,
    private readonly envelopes: Envelopes,
  ) {}

  @Public()
  @Get()
  get(): SyncView {
    const { id, publicKey } = this.secrets.envelopeKey;
    return { epoch: this.epoch.current, key: { id, point: publicKey.toString('base64') } };
  }

  /** Answers what the write inside would have been answered: its receipt, or its problem. */
  @SignedIn()
  @Post('envelopes')
  open(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() { envelope }: EnvelopeBody,
  ): Promise<void> {
    return this.envelopes.answer(actor, request, reply, Buffer.from(envelope, 'base64'));
  }
}
