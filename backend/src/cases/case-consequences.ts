import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseEvent, CaseState } from '../domain/cases/case-workflow.js';
import type { Actor } from '../platform/security/actor.js';
import type { LockedCase } from './locked-case.js';

/** What just happened to a case. */
export interface Occasion {
  readonly event: CaseEvent;
  readonly from: CaseState;
  readonly to: CaseState;
  readonly by: Actor | 'system';
  readonly reason: string | null;
  readonly at: Date;
}

/** Does what follows from an event; `row` is the case after it, still locked. */
export type Consequence = (tx: EntityManager, row: LockedCase, occasion: Occasion) => Promise<void>;

/**
 * What other features do when a case changes. Handlers run in system scope, in the command's own transaction, in the order in
 * which they were registered, because the acting person may not see what they need.
 */
@Injectable()
export class CaseConsequences {
  private readonly handlers = new Map<CaseEvent, Consequence[]>();

  on(events: CaseEvent | readonly CaseEvent[], handler: Consequence): void {
    for (const event of typeof events === 'string' ? [events] : events) {
      this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
    }
  }

  async follow(tx: EntityManager, row: LockedCase, occasion: Occasion): Promise<void> {
    for (const handler of this.handlers.get(occasion.event) ?? []) await handler(tx, row, occasion);
  }
}
