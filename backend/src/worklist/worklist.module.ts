import { Module } from '@nestjs/common';
import { TaskBoard } from './task-board.js';
import { TaskQueries } from './task-queries.js';
import { TasksController } from './tasks.controller.js';

@Module({ controllers: [TasksController], providers: [TaskBoard, TaskQueries], exports: [TaskBoard] })
export class WorklistModule {}
