import { Controller, Get, Query } from '@nestjs/common';
import type { JournalEntryView } from '../domain/journal/entry.js';
import type { Page } from '../domain/receipt.js';
import { type Actor, CurrentActor } from '../platform/security/actor.js';
import { Allow } from '../platform/security/allow.js';
import { JournalQuery } from './dto/journal-query.js';
import { JournalQueries } from './journal-queries.js';

@Controller('journal')
export class JournalController {
  constructor(private readonly queries: JournalQueries) {}

  @Allow('read', 'Journal')
  @Get()
  list(@CurrentActor() actor: Actor, @Query() query: JournalQuery): Promise<Page<JournalEntryView>> {
    return this.queries.list(actor, query);
  }
}
