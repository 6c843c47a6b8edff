import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mutants } from './mutants';
import { play } from './play';
import { schedules } from './schedule';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

const RUNS = Number(process.env['DENBA_SCHEDULES'] ?? '300');
const SEED = Number(process.env['DENBA_SEED'] ?? '20261126');
/** The rarest of the bugs shows itself once in a hundred schedules. */
const ENOUGH = 4000;

describe('the lasting outbox', () => {
  it(
    'loses nothing, doubles nothing and keeps the order, whatever breaks',
    async () => {
      await fc.assert(
        fc.asyncProperty(schedules, async (schedule) => {
          expect(await play(schedule)).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    60_000 + RUNS * 10,
  );

  it.each(Object.entries(mutants))('would show %s', async (_, [mutant, tells]) => {
    const told = (faults: readonly string[]): boolean => faults.some((fault) => tells.test(fault));
    const { failed } = await fc.check(
      fc.asyncProperty(schedules, async (schedule) => !told(await play(schedule, mutant))),
      { numRuns: ENOUGH, seed: SEED, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
