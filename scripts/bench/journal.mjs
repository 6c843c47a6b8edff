import { readFileSync } from 'node:fs';
import { JournalSealer } from '../../dist/backend/journal/journal-sealer.js';
import { JournalVerification } from '../../dist/backend/journal/journal-verification.js';
import { Keeper } from '../../dist/backend/platform/database/keeper.js';
import { Secrets } from '../../dist/backend/platform/security/secrets.js';

/** Entries sealed and entries verified in a second, over the whole journal. */
export async function measureJournal(site) {
  const environment = site.database.environment();
  const keeper = new Keeper(environment.DENBA_KEEPER_DATABASE_URL);
  const secrets = new Secrets(readFileSync(environment.DENBA_MASTER_KEY_FILE));
  const sealer = new JournalSealer(keeper, secrets);
  const began = performance.now();
  let sealed = 0;
  for (let more = 1; more > 0; sealed += more) more = await sealer.seal(new Date());
  const between = performance.now();
  const { entries, broken } = await new JournalVerification(keeper, secrets).verify([]);
  const ended = performance.now();
  if (broken !== null) throw new Error(`The journal is broken: ${JSON.stringify(broken)}`);
  return {
    sealed: (1000 * sealed) / (between - began),
    verified: (1000 * entries) / (ended - between),
    entries,
  };
}
