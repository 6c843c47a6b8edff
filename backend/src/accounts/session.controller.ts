import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionView } from '../domain/accounts/person.js';
import type { Receipt } from '../domain/receipt.js';
import { compressed } from '../platform/http/compression.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { Installation } from '../platform/installation.js';
import { type Actor, CurrentActor, findActor } from '../platform/security/actor.js';
import { HalfSignedIn, Public, SignedIn } from '../platform/security/allow.js';
import { dropToken, keepToken } from '../platform/security/cookies.js';
import { browserBehind } from './browser-behind.js';
import { ChangePasswordBody, LanguageBody, SignInBody } from './dto/sign-in.js';
import { SessionCommands } from './session-commands.js';
import { sessionViewOf } from './session-view.js';

@Controller('session')
export class SessionController {
  constructor(
    private readonly commands: SessionCommands,
    private readonly installation: Installation,
  ) {}

  @Public()
  @Post()
  @HttpCode(200)
  async signIn(
    @Body() body: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | Buffer> {
    const { token, actor } = await this.commands.signIn(
      body,
      browserBehind(request, this.installation.isSecure),
    );
    // The cookie is about to be replaced: the session it stood for would go on unseen.
    await this.commands.signOut(findActor(request));
    keepToken(reply, token, this.installation.isSecure);
    return compressed(request, reply, sessionViewOf(actor, this.installation.isDemonstration));
  }

  @HalfSignedIn()
  @Get()
  current(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView | Buffer> {
    return compressed(request, reply, sessionViewOf(actor, this.installation.isDemonstration));
  }

  /** Signing out twice is no mistake. */
  @Public()
  @Delete()
  @HttpCode(204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.commands.signOut(findActor(request));
    dropToken(reply, this.installation.isSecure);
  }

  @SignedIn()
  @Post('password')
  changePassword(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: ChangePasswordBody,
    @Req() raw: FastifyRequest,
  ): Promise<Receipt> {
    return this.commands.changePassword(actor, request, body, browserBehind(raw, this.installation.isSecure));
  }

  @SignedIn()
  @Patch()
  chooseLanguage(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: LanguageBody,
  ): Promise<Receipt> {
    return this.commands.chooseLanguage(actor, request, body.language);
  }
}
