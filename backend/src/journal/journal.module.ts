import { Module } from '@nestjs/common';
import { Journal } from './journal.js';
import { JournalController } from './journal.controller.js';
import { JournalQueries } from './journal-queries.js';

@Module({ controllers: [JournalController], providers: [Journal, JournalQueries], exports: [Journal] })
export class JournalModule {}
