import { Controller, Get, Param } from '@nestjs/common';
import type { FollowerView } from '../domain/recommendations/recommendation.js';
import { RecordIdPipe } from '../platform/http/record-id.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { FollowerQueries } from './follower-queries.js';

/** The people who may follow what a case recommends. */
@Controller('cases/:id/followers')
export class FollowersController {
  constructor(private readonly queries: FollowerQueries) {}

  @Allow('propose', 'Recommendation')
  @Get()
  list(
    @CurrentActor() actor: Actor,
    @Param('id', RecordIdPipe) id: string,
  ): Promise<readonly FollowerView[]> {
    return this.queries.list(actor, id);
  }
}
