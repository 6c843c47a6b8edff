import { parseArgs } from 'node:util';
import { generate } from '../generator/generate.js';
import { replay, Sample } from '../generator/replay.js';
import { SetClock } from '../platform/clock.js';
import { config, ownerUrl } from '../platform/config.js';
import { StartupRefusal } from '../platform/startup-refusal.js';
import { withApplication } from './with-application.js';

const MOST = 1_000_000;

/**
 * `generate --cases N --seed S`: invented deaths in every state, for trials and measures; the same seed makes the same. With
 * `--replay K`, K of the lives are lived a second time through the commands, and must leave the same behind.
 */
export async function generateCases(args: readonly string[]): Promise<void> {
  const options = {
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    replay: { type: 'string', default: '0' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const cases = wholeOf('--cases', values.cases, 1);
  const sample = new Sample(wholeOf('--replay', values.replay, 0), cases);
  const made = await generate({
    cases,
    seed: wholeOf('--seed', values.seed, 0),
    now: new Date(),
    ownerUrl: ownerUrl(),
    masterKey: config().masterKey,
    onProgress: (done) => process.stderr.write(`${String(done)} / ${String(cases)}\n`),
    onLife: (told, twin) => {
      sample.offer(told, twin);
    },
  });
  process.stdout.write(`${JSON.stringify({ ...made, ...(await replayed(sample)) }, null, 2)}\n`);
}

async function replayed(sample: Sample): Promise<{ readonly replayed?: number }> {
  const { kept } = sample;
  if (kept.length === 0) return {};
  const clock = new SetClock(new Date());
  await withApplication(async (app) => {
    const different = await replay(app, clock, ownerUrl(), kept, (done) =>
      process.stderr.write(`${String(done)} / ${String(kept.length)} (replay)\n`),
    );
    if (different.length === 0) return;
    process.stderr.write(`${different.join('\n')}\n`);
    throw new StartupRefusal(
      `${String(different.length)} des ${String(kept.length)} cas rejoués par les commandes diffèrent de ce qui a été généré : corrigez le générateur.`,
      `${String(different.length)} of the ${String(kept.length)} cases replayed through the commands differ from what was generated: correct the generator.`,
    );
  }, clock);
  return { replayed: kept.length };
}

function wholeOf(option: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= MOST) return value;
  throw new StartupRefusal(
    `${option} doit être un nombre entier entre ${String(least)} et ${String(MOST)}, pas « ${text} ».`,
    `${option} must be a whole number between ${String(least)} and ${String(MOST)}, not "${text}".`,
  );
}
