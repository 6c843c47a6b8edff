import { Injectable } from '@nestjs/common';
import type { Problem } from '../../domain/problem.js';
import type { Actor } from '../security/actor.js';

/** A request of a signed-in person that was refused. `command` is the route as declared, `subjectId` its first identifier. */
export interface Refusal {
  readonly actor: Actor;
  readonly command: string;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly problem: Problem;
  readonly requestId: string;
}

type Listener = (refusal: Refusal) => Promise<void>;

/** Where the journal hears of refused writes: platform knows no feature, so the journal comes and listens. */
@Injectable()
export class Refusals {
  private readonly listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  async tell(refusal: Refusal): Promise<void> {
    for (const listener of this.listeners) await listener(refusal);
  }
}
