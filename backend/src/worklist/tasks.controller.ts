import { Controller, Get, Query } from '@nestjs/common';
import type { WorklistView } from '../domain/tasks.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { TasksQuery } from './dto/tasks-query.js';
import { TaskQueries } from './task-queries.js';

@Controller('tasks')
export class TasksController {
  constructor(private readonly queries: TaskQueries) {}

  @Allow('read', 'Task')
  @Get()
  worklist(@CurrentActor() actor: Actor, @Query() query: TasksQuery): Promise<WorklistView> {
    return this.queries.worklist(actor, query);
  }
}
