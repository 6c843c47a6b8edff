import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  DeviceContact,
  DeviceRegistered,
  DeviceStanding,
  DeviceView,
} from '../domain/accounts/device.js';
import type { SessionView } from '../domain/accounts/person.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { Installation } from '../platform/installation.js';
import { type Actor, CurrentActor, findActor } from '../platform/security/actor.js';
import { Proved, Public, SignedIn } from '../platform/security/allow.js';
import { browserOf, keepBrowser, keepToken } from '../platform/security/cookies.js';
import { hashOf, newToken } from '../platform/security/sign-ins.js';
import { browserBehind } from './browser-behind.js';
import { DeviceCommands } from './device-commands.js';
import { DeviceDoor } from './device-door.js';
import { DeviceContactBody, DeviceSignInBody, NewDeviceBody } from './dto/sign-in.js';
import { type Browser, RegisteredDevices } from './registered-devices.js';
import { SessionCommands } from './session-commands.js';
import { sessionViewOf } from './session-view.js';

/** One's own devices: where one is signed in, and what works without a network. */
@Controller('session')
export class DeviceController {
  constructor(
    private readonly devices: DeviceCommands,
    private readonly registered: RegisteredDevices,
    private readonly door: DeviceDoor,
    private readonly sessions: SessionCommands,
    private readonly installation: Installation,
  ) {}

  @SignedIn()
  @Get('devices')
  list(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<readonly DeviceView[]> {
    return this.devices.list(actor, this.browser(request));
  }

  @SignedIn()
  @Get('device')
  standing(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<DeviceStanding> {
    return this.registered.standing(actor, this.browser(request));
  }

  @SignedIn()
  @Proved()
  @Post('devices')
  async register(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: NewDeviceBody,
    @Req() raw: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt & DeviceRegistered> {
    const { name, hash } = this.named(raw);
    const answer = await this.registered.register(actor, request, body, { ...this.browser(raw), hash });
    keepBrowser(reply, name, this.installation.isSecure);
    return answer;
  }

  @SignedIn()
  @Delete('devices/:id')
  endOne(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.devices.endOne(actor, request, id);
  }

  @SignedIn()
  @Delete('devices')
  endOthers(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Req() raw: FastifyRequest,
  ): Promise<Receipt> {
    return this.devices.endOthers(actor, request, this.browser(raw));
  }

  @Public()
  @Post('device')
  @HttpCode(200)
  async signIn(
    @Body() body: DeviceSignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { token, actor } = await this.door.signIn(body, body.code, this.browser(request).agent);
    await this.sessions.signOut(findActor(request));
    keepToken(reply, token, this.installation.isSecure);
    return sessionViewOf(actor, this.installation.isDemonstration);
  }

  /** A browser may forget its name alone: cookies reach the disk later than what was registered, and end. It is given again. */
  @Public()
  @Post('device/contact')
  @HttpCode(200)
  async contact(
    @Body() body: DeviceContactBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeviceContact> {
    const { name, hash } = this.named(request);
    const answer = await this.door.contact(body, body.unsent ?? null, hash);
    if (answer.state === 'known') keepBrowser(reply, name, this.installation.isSecure);
    return answer;
  }

  /** The name of this browser, a new one if it has none. */
  private named(request: FastifyRequest): { readonly name: string; readonly hash: Buffer } {
    const name = browserOf(request, this.installation.isSecure) ?? newToken();
    return { name, hash: Buffer.from(hashOf(name), 'hex') };
  }

  private browser(request: FastifyRequest): Browser {
    return browserBehind(request, this.installation.isSecure);
  }
}
