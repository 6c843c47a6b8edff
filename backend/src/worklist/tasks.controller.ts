import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WorklistView } from '../domain/tasks.js';
import { compressed } from '../platform/http/compression.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { TasksQuery } from './dto/tasks-query.js';
import { TaskQueries } from './task-queries.js';

@Controller('tasks')
export class TasksController {
  constructor(private readonly queries: TaskQueries) {}

  @Allow('read', 'Task')
  @Get()
  async worklist(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: TasksQuery,
  ): Promise<WorklistView | Buffer> {
    return compressed(request, reply, await this.queries.worklist(actor, query));
  }
}
