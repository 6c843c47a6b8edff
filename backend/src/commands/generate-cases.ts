import { parseArgs } from 'node:util';
import { generate } from '../generator/generate.js';
import { config, ownerUrl } from '../platform/config.js';
import { StartupRefusal } from '../platform/startup-refusal.js';

const MOST = 1_000_000;

/** `generate --cases N --seed S`: invented deaths in every state, for trials and measures; the same seed makes the same. */
export async function generateCases(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { cases: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
  });
  const [cases, seed] = [wholeOf('--cases', values.cases), wholeOf('--seed', values.seed)];
  const made = await generate({
    cases,
    seed,
    now: new Date(),
    ownerUrl: ownerUrl(),
    masterKey: config().masterKey,
  });
  process.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
}

function wholeOf(option: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= MOST) return value;
  throw new StartupRefusal(
    `${option} doit être un nombre entier entre 1 et ${String(MOST)}, pas « ${text} ».`,
    `${option} must be a whole number between 1 and ${String(MOST)}, not "${text}".`,
  );
}
