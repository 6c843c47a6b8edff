import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import type { ActionsView } from '../domain/recommendations/recommendation.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { ActionSheet } from './action-sheet.js';
import { RecommendationQueries } from './recommendation-queries.js';

/** What the ASACO, the town hall and other owners see: actions, and nothing of a case. */
@Controller('actions')
export class ActionsController {
  constructor(
    private readonly queries: RecommendationQueries,
    private readonly sheet: ActionSheet,
  ) {}

  @Allow('read', 'Action')
  @Get()
  list(@CurrentActor() actor: Actor): Promise<ActionsView> {
    return this.queries.actions(actor);
  }

  @Allow('read', 'Action')
  @Get('sheet.pdf')
  @Header('content-type', 'application/pdf')
  @Header('content-disposition', 'inline; filename="actions.pdf"')
  async print(@CurrentActor() actor: Actor): Promise<StreamableFile> {
    return new StreamableFile(await this.sheet.of(actor));
  }
}
