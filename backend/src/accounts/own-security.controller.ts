import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SessionView } from '../domain/accounts/person.js';
import type { NewSecondFactor, SecondFactorView } from '../domain/accounts/second-factor.js';
import type { Receipt } from '../domain/receipt.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { Installation } from '../platform/installation.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { HalfSignedIn, Proved, SignedIn } from '../platform/security/allow.js';
import { keepToken } from '../platform/security/cookies.js';
import { CodeBody, ProofBody } from './dto/sign-in.js';
import { FactorCommands } from './factor-commands.js';
import { ProofCommands } from './proof-commands.js';
import { sessionViewOf } from './session-view.js';

/** What people do for the safety of their own account: second factor, proof of being there. */
@Controller('session')
export class OwnSecurityController {
  constructor(
    private readonly factors: FactorCommands,
    private readonly proofs: ProofCommands,
    private readonly installation: Installation,
  ) {}

  @SignedIn()
  @Get('factor')
  factor(@CurrentActor() actor: Actor): Promise<SecondFactorView> {
    return this.factors.view(actor);
  }

  @HalfSignedIn()
  @Proved()
  @Post('factor')
  begin(@CurrentActor() actor: Actor, @Write() request: WriteRequest): Promise<Receipt & NewSecondFactor> {
    return this.factors.begin(actor, request);
  }

  @HalfSignedIn()
  @Post('factor/confirm')
  confirm(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: CodeBody,
  ): Promise<Receipt & { readonly codes: readonly string[] }> {
    return this.factors.confirm(actor, request, body.code);
  }

  @HalfSignedIn()
  @Post('factor/give')
  @HttpCode(200)
  async give(
    @CurrentActor() actor: Actor,
    @Body() body: CodeBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const given = await this.proofs.giveFactor(actor, body.code);
    keepToken(reply, given.token, this.installation.isSecure);
    return sessionViewOf(given.actor, this.installation.isDemonstration);
  }

  @SignedIn()
  @Proved()
  @Post('factor/codes')
  renewCodes(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
  ): Promise<Receipt & { readonly codes: readonly string[] }> {
    return this.factors.renewCodes(actor, request);
  }

  @SignedIn()
  @Proved()
  @Delete('factor')
  remove(@CurrentActor() actor: Actor, @Write() request: WriteRequest): Promise<Receipt> {
    return this.factors.remove(actor, request);
  }

  @HalfSignedIn()
  @Post('prove')
  @HttpCode(204)
  prove(@CurrentActor() actor: Actor, @Body() body: ProofBody): Promise<void> {
    return this.proofs.prove(actor, body.password, body.code);
  }
}
