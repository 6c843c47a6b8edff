import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import type { PersonView } from '../domain/accounts/person.js';
import type { Page, Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow, Proved } from '../platform/security/allow.js';
import {
  EndBody,
  NewAffiliationBody,
  NewMembershipBody,
  NewPersonBody,
  PeopleQuery,
  PersonChangesBody,
  ResetPasswordBody,
} from './dto/person-bodies.js';
import { MembershipCommands } from './membership-commands.js';
import { PersonCommands } from './person-commands.js';
import { PersonQueries } from './person-queries.js';

@Controller('people')
export class PeopleController {
  constructor(
    private readonly commands: PersonCommands,
    private readonly memberships: MembershipCommands,
    private readonly queries: PersonQueries,
  ) {}

  @Allow('read', 'Person')
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: PeopleQuery): Promise<Page<PersonView>> {
    return this.queries.list(actor, query);
  }

  @Allow('read', 'Person')
  @Get(':id')
  get(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<PersonView> {
    return this.queries.get(actor, id);
  }

  @Allow('create', 'Person')
  @Post()
  create(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: NewPersonBody,
  ): Promise<Receipt> {
    return this.commands.create(actor, request, body);
  }

  @Allow('update', 'Person')
  @Patch(':id')
  update(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: PersonChangesBody,
  ): Promise<Receipt> {
    return this.commands.update(actor, request, id, body);
  }

  @Allow('disable', 'Person')
  @Post(':id/disable')
  disable(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.disable(actor, request, id);
  }

  @Allow('enable', 'Person')
  @Post(':id/enable')
  enable(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.enable(actor, request, id);
  }

  @Allow('reset-password', 'Person')
  @Proved()
  @Post(':id/reset-password')
  resetPassword(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: ResetPasswordBody,
  ): Promise<Receipt> {
    return this.commands.resetPassword(actor, request, id, body.password);
  }

  @Allow('end-sessions', 'Person')
  @Post(':id/end-sessions')
  endSessions(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<Receipt> {
    return this.commands.endSessions(actor, request, id);
  }

  @Allow('grant', 'Membership')
  @Proved()
  @Post(':id/memberships')
  grant(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: NewMembershipBody,
  ): Promise<Receipt> {
    return this.memberships.grant(actor, request, id, body);
  }

  @Allow('grant', 'Affiliation')
  @Post(':id/affiliations')
  affiliate(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: NewAffiliationBody,
  ): Promise<Receipt> {
    return this.memberships.affiliate(actor, request, id, body);
  }
}

@Controller()
export class MembershipsController {
  constructor(private readonly memberships: MembershipCommands) {}

  @Allow('end', 'Membership')
  @Post('memberships/:id/end')
  endMembership(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: EndBody,
  ): Promise<Receipt> {
    return this.memberships.endMembership(actor, request, id, body.to);
  }

  @Allow('end', 'Affiliation')
  @Post('affiliations/:id/end')
  endAffiliation(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id', RecordIdPipe) id: string,
    @Body() body: EndBody,
  ): Promise<Receipt> {
    return this.memberships.endAffiliation(actor, request, id, body.to);
  }
}
