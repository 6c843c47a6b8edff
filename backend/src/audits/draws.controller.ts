import { Controller, Get, Param } from '@nestjs/common';
import type { DrawRecipe, DrawView } from '../domain/audits/audit.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { DrawQueries } from './draw-queries.js';

@Controller('draws')
export class DrawsController {
  constructor(private readonly queries: DrawQueries) {}

  @Allow('read', 'Draw')
  @Get()
  list(@CurrentActor() actor: Actor): Promise<readonly DrawView[]> {
    return this.queries.list(actor);
  }

  @Allow('read', 'Draw')
  @Get(':id/recipe')
  recipe(@CurrentActor() actor: Actor, @Param('id', RecordIdPipe) id: string): Promise<DrawRecipe> {
    return this.queries.recipe(actor, id);
  }
}
