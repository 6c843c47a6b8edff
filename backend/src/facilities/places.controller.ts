import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FacilityImportView, PlaceView, SettingView } from '../domain/facilities/place.js';
import type { Page, Receipt } from '../domain/receipt.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { Write, type WriteRequest } from '../platform/http/write-request.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import {
  AssignDistrictBody,
  FacilityImportBody,
  NewPlaceBody,
  PlaceChangesBody,
} from './dto/place-bodies.js';
import { PlacesQuery } from './dto/places-query.js';
import { SettingBody, SettingsQuery } from './dto/setting-bodies.js';
import { FacilityImportCommands } from './facility-import-commands.js';
import { PlaceCommands } from './place-commands.js';
import { PlaceQueries } from './place-queries.js';
import { SettingCommands } from './settings.js';

const IMPORT_LIMIT_BYTES = 5_242_880;

@Controller('places')
export class PlacesController {
  constructor(
    private readonly commands: PlaceCommands,
    private readonly queries: PlaceQueries,
  ) {}

  @Allow('read', 'Place')
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: PlacesQuery): Promise<Page<PlaceView>> {
    return this.queries.list(actor, query);
  }

  @Allow('read', 'Place')
  @Get(':id')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PlaceView> {
    return this.queries.get(actor, id);
  }

  @Allow('create', 'Place')
  @Post()
  create(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: NewPlaceBody,
  ): Promise<Receipt> {
    return this.commands.create(actor, request, body);
  }

  @Allow('assign-district', 'Place')
  @Post('assign-district')
  assignDistrict(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: AssignDistrictBody,
  ): Promise<Receipt> {
    return this.commands.assignDistrict(actor, request, body);
  }

  @Allow('update', 'Place')
  @Patch(':id')
  update(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Param('id') id: string,
    @Body() body: PlaceChangesBody,
  ): Promise<Receipt> {
    return this.commands.update(actor, request, id, body);
  }
}

@Controller('facility-imports')
export class FacilityImportsController {
  constructor(
    private readonly commands: FacilityImportCommands,
    private readonly queries: PlaceQueries,
  ) {}

  @Allow('import', 'Place')
  @RouteConfig({ bodyLimit: IMPORT_LIMIT_BYTES })
  @Post()
  start(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: FacilityImportBody,
  ): Promise<Receipt> {
    return this.commands.start(actor, request, body);
  }

  @Allow('import', 'Place')
  @Get(':id')
  get(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<FacilityImportView> {
    return this.queries.getImport(actor, id);
  }
}

@Controller('settings')
export class SettingsController {
  constructor(private readonly settings: SettingCommands) {}

  @Allow('read', 'Setting')
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: SettingsQuery): Promise<readonly SettingView[]> {
    return this.settings.list(actor, query.place);
  }

  @Allow('update', 'Setting')
  @Put()
  put(
    @CurrentActor() actor: Actor,
    @Write() request: WriteRequest,
    @Body() body: SettingBody,
  ): Promise<Receipt> {
    return this.settings.put(actor, request, body);
  }
}
