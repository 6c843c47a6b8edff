import 'reflect-metadata';
import { AppModule } from '../../dist/backend/app.module.js';
import { config } from '../../dist/backend/platform/config.js';
import { createServer } from '../../dist/backend/platform/http/server.js';
import { ClockJobs } from '../../dist/backend/reminders/clock-jobs.js';

/** Seconds that the clock takes for one turn over every case, when the turn before has done what was due. */
export async function measureClock(site) {
  Object.assign(process.env, site.database.environment(), { DENBA_LOG: 'error' });
  const settings = config();
  const app = await createServer(AppModule.with(settings), settings);
  try {
    const jobs = app.get(ClockJobs, { strict: false });
    await jobs.runClock();
    const began = performance.now();
    await jobs.runClock();
    return (performance.now() - began) / 1000;
  } finally {
    await app.close();
  }
}
