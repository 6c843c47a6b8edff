import { Injectable } from '@nestjs/common';
import { Keeper } from '../platform/database/keeper.js';
import { ClockJobs } from './clock-jobs.js';

const A_DAY = 86_400_000;

/** Once a day, the requests that were kept long enough to answer a repeated one are forgotten. */
@Injectable()
export class RequestRetention {
  private last: Date | null = null;

  constructor(
    jobs: ClockJobs,
    private readonly keeper: Keeper,
  ) {
    jobs.register('request retention', (_, now) => this.runAt(now));
  }

  private async runAt(now: Date): Promise<void> {
    if (this.last !== null && now.getTime() - this.last.getTime() < A_DAY) return;
    await this.keeper.forgetOldRequests();
    this.last = now;
  }
}
