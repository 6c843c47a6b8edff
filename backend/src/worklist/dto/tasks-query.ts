import { IsIn, IsOptional } from 'class-validator';
import { TASK_FILTERS, type TaskFilter } from '../../domain/tasks.js';
import { PageQuery } from '../../platform/http/paging.js';

export class TasksQuery extends PageQuery {
  @IsOptional()
  @IsIn(TASK_FILTERS)
  readonly filter?: TaskFilter;
}
