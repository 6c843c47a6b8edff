import type { INestApplicationContext } from '@nestjs/common';
import {
  addDemonstrationPeople,
  DEMONSTRATION_PASSWORD,
  demonstrationPeople,
  offerSecondFactor,
} from '../accounts/demonstration.js';
import { demonstrateCases } from '../cases/demonstration.js';
import { addDemonstrationPlaces } from '../facilities/demonstration.js';
import { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { Passwords } from '../platform/security/passwords.js';
import { demonstrateRecommendations } from '../recommendations/demonstration.js';
import { demonstrateReports, expectReports } from '../reports/demonstration.js';
import { demonstrateAudits } from '../sessions/demonstration.js';
import { withApplication } from './with-application.js';

/** What a feature adds to the demonstration, through its commands, moving the clock; once done it must change nothing. */
type Chapter = (app: INestApplicationContext, clock: SetClock) => Promise<void>;

const CHAPTERS: readonly Chapter[] = [
  expectReports,
  demonstrateCases,
  demonstrateAudits,
  demonstrateRecommendations,
  demonstrateReports,
];

/** Places, accounts and cases of the demonstration. Told again, it changes nothing. */
export async function tellDemonstration(app: INestApplicationContext, clock: SetClock): Promise<void> {
  const passwordHash = await app.get(Passwords).hash(DEMONSTRATION_PASSWORD);
  await app.get(Transactions).system(async (tx) => {
    await offerSecondFactor(tx);
    await addDemonstrationPlaces(tx);
    await addDemonstrationPeople(tx, passwordHash);
  });
  for (const chapter of CHAPTERS) await chapter(app, clock);
}

/** `demo`: tells the demonstration and prints its accounts. */
export async function loadDemonstration(): Promise<void> {
  const clock = new SetClock(new Date());
  await withApplication((app) => tellDemonstration(app, clock), clock);
  const width = Math.max(...demonstrationPeople.map(({ username }) => username.length));
  for (const { username, role } of demonstrationPeople) {
    process.stdout.write(`${username.padEnd(width)}  ${DEMONSTRATION_PASSWORD}  ${role}\n`);
  }
}
