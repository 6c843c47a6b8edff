import { SecondFactorRules } from '../accounts/second-factor-rules.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { withApplication } from './with-application.js';

/** `second-factor required|offered`: whether roles that reach identities or rights need a second factor on this installation. */
export async function ruleSecondFactor([rule]: readonly string[]): Promise<void> {
  if (rule !== 'required' && rule !== 'offered') {
    throw new StartupRefusal(
      'Dites « required » (exigée) ou « offered » (proposée).',
      'Say "required" or "offered".',
    );
  }
  await withApplication((app) => app.get(SecondFactorRules).choose(rule));
  process.stdout.write(`✓ ${rule}\n`);
}

/** `second-factor remove USERNAME`: for the only administrator who lost phone and recovery codes. Ends every session of the person. */
export async function removeSecondFactor([username = '']: readonly string[]): Promise<void> {
  await withApplication(async (app) => {
    if (await app.get(SecondFactorRules).removeFrom(username)) return;
    throw new StartupRefusal(
      `Personne ne porte l’identifiant « ${username} ».`,
      `Nobody has the user name "${username}".`,
    );
  });
  process.stdout.write(`✓ ${username}\n`);
}
