import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { InvitedPartView } from '../domain/cases/invitation.js';
import type { Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { CurrentActor, type Actor } from '../platform/security/actor.js';
import { Allow, Public } from '../platform/security/allow.js';
import { InvitationCodeDto, InviteDto, SignInvitedDto } from './dto/invitation.dto.js';
import { InvitationCommands } from './invitation-commands.js';
import { InvitedCommands } from './invited-commands.js';

@Controller()
export class InvitationsController {
  constructor(
    private readonly commands: InvitationCommands,
    private readonly invited: InvitedCommands,
  ) {}

  @Allow('enter-phase', 'Case')
  @Post('cases/:id/invitations')
  invite(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: InviteDto,
  ): Promise<Receipt> {
    return this.commands.invite(actor, request, id, body);
  }

  @Allow('enter-phase', 'Case')
  @Post('invitations/:id/revoke')
  @HttpCode(200)
  revoke(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.revoke(actor, request, id);
  }

  /** The code comes in the body: an address would stay in histories and logs. */
  @Public()
  @Post('invitation/open')
  @HttpCode(200)
  open(@Body() { code }: InvitationCodeDto): Promise<InvitedPartView> {
    return this.invited.open(code);
  }

  @Public()
  @Post('invitation/sign')
  @HttpCode(200)
  sign(@Write() request: WriteRequest, @Body() body: SignInvitedDto): Promise<Receipt> {
    return this.invited.sign(request, body);
  }
}
