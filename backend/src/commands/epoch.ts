import { Epoch } from '../platform/database/epoch.js';
import { withApplication } from './with-application.js';

/** `epoch renew`: a dump was put back into the same cluster; devices send again what they had sent since it was made. */
export async function renewEpoch(): Promise<void> {
  await withApplication(async (app) => {
    process.stdout.write(`✓ ${await app.get(Epoch).renew()}\n`);
  });
}
