import { Injectable } from '@nestjs/common';
import { JournalSealer } from '../journal/journal-sealer.js';
import { ClockJobs } from './clock-jobs.js';

/** Every minute, what the journal has gained is sealed. */
@Injectable()
export class JournalSeal {
  constructor(jobs: ClockJobs, sealer: JournalSealer) {
    jobs.register('journal seal', async (_, now) => {
      await sealer.seal(now);
    });
  }
}
