import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { FirstAdministrator } from '../accounts/first-administrator.js';
import { administratorPassword } from '../platform/config.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { withApplication } from './with-application.js';

const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;
const USUAL_USERNAME = 'admin';

/** Asks without showing what is typed; from a pipe, reads the first line. */
async function askedPassword(): Promise<string> {
  const hidden = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  process.stderr.write('Mot de passe / Password (10+): ');
  const terminal = createInterface({ input: process.stdin, output: hidden, terminal: process.stdin.isTTY });
  try {
    for await (const line of terminal) return line;
    return '';
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

/** `admin create [USERNAME]`: the first two accounts. Once there are two administrators, accounts are made on the screen. */
export async function createAdministrator([username = USUAL_USERNAME]: readonly string[]): Promise<void> {
  if (!USERNAME.test(username)) {
    throw new StartupRefusal(
      `« ${username} » ne peut pas être un nom d’utilisateur : 3 à 40 lettres minuscules, chiffres, points ou tirets.`,
      `"${username}" cannot be a user name: 3 to 40 lower-case letters, digits, dots or hyphens.`,
    );
  }
  await withApplication(async (app) => {
    const first = app.get(FirstAdministrator);
    const existing = await first.existing();
    if (existing.length > 1 || existing.includes(username)) {
      throw new StartupRefusal(
        `Il y a déjà « ${existing.join(' », « ')} » : les autres comptes s’ouvrent à l’écran. Rien n’a été changé.`,
        `There is already "${existing.join('", "')}": further accounts are opened on the screen. Nothing was changed.`,
      );
    }
    await first.create(username, administratorPassword() ?? (await askedPassword()));
    process.stdout.write(`✓ ${username}\n`);
  });
}
