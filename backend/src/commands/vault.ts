import type { INestApplicationContext } from '@nestjs/common';
import { Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { Rekeying } from '../platform/vault/rekeying.js';
import { withApplication } from './with-application.js';

/** `vault rekey`: renews the master key while servers run; called again, it goes on where it was stopped. */
export async function rekeyVault(): Promise<void> {
  await withApplication(async (app) => {
    const rekeying = app.get(Rekeying);
    const { previousKept, nextWaits } = await rekeying.state();
    if (previousKept && !nextWaits) {
      throw new StartupRefusal(
        'La clé précédente est encore là : effacez-la d’abord par « vault destroy-previous », avec toutes ses copies.',
        'The previous key is still there: destroy it first by "vault destroy-previous", with every copy of it.',
      );
    }
    await record(app, 'begin-rekey');
    const waiting = await rekeying.begin();
    const done = await rekeying.finish((rows) =>
      process.stderr.write(`${String(rows)} / ${String(waiting)}\n`),
    );
    await record(app, 'rekey');
    process.stdout.write(
      `✓ ${String(done)} clés de personnes enveloppées par la nouvelle clé maîtresse. Copiez-la à part, faites une sauvegarde, puis lancez « vault destroy-previous ».\n` +
        `✓ ${String(done)} keys of persons wrapped by the new master key. Copy it apart, make a backup, then run "vault destroy-previous".\n`,
    );
  });
}

/** `vault destroy-previous`: with it goes the last way to open, in an old backup, an identity that was erased since. */
export async function destroyPreviousKey(): Promise<void> {
  await withApplication(async (app) => {
    await record(app, 'destroy-previous-key');
    if (await app.get(Rekeying).destroyPrevious()) {
      process.stdout.write(
        '✓ Clé précédente effacée ici. Effacez aussi ses copies : tant qu’il en reste une, une ancienne sauvegarde s’ouvre.\n' +
          '✓ Previous key destroyed here. Destroy its copies too: while one is left, an old backup opens.\n',
      );
      return;
    }
    throw new StartupRefusal(
      'Il n’y a pas de clé précédente à effacer, ou elle sert encore : « vault status » le dit.',
      'There is no previous key to destroy, or it is still needed: "vault status" tells.',
    );
  });
}

/** `vault status`: which key, how many identities, and what was erased but opens in an older backup. */
export async function vaultStatus(): Promise<void> {
  await withApplication(async (app) => {
    const state = await app.get(Rekeying).state();
    const since = state.since?.toISOString().slice(0, 10) ?? null;
    const oldest = state.oldestErasure?.toISOString().slice(0, 10) ?? '';
    process.stdout.write(
      `Clé ${state.keyId}${since === null ? '' : `, depuis le ${since}`} : ${String(state.identities)} identités, dont ${String(state.onOtherKeys)} sous une autre clé.\n` +
        `Key ${state.keyId}${since === null ? '' : `, since ${since}`}: ${String(state.identities)} identities, of which ${String(state.onOtherKeys)} under another key.\n`,
    );
    process.stdout.write(
      state.erasedInBackups === 0
        ? '✓ Ce qui a été effacé ne s’ouvre plus dans aucune sauvegarde.\n✓ What was erased opens in no backup any more.\n'
        : `! ${String(state.erasedInBackups)} identités effacées depuis le ${oldest} s’ouvrent encore dans une ancienne sauvegarde : « vault rekey », puis « vault destroy-previous ».\n` +
            `! ${String(state.erasedInBackups)} identities erased since ${oldest} still open in an older backup: "vault rekey", then "vault destroy-previous".\n`,
    );
  });
}

function record(app: INestApplicationContext, command: string): Promise<void> {
  return app
    .get(Transactions)
    .system((tx) =>
      app.get(Journal).record(tx, 'system', { command, subject: 'vault', subjectId: null, fields: [] }),
    );
}
