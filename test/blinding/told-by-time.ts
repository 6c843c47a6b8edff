import { Seeded } from '../../backend/src/generator/seeded.js';
import { rankDistance } from '../support/rank-distance.js';

/** Two requests that must take alike long, whatever was kept from their reader. */
export interface Pair {
  readonly name: string;
  readonly one: () => Promise<unknown>;
  readonly other: () => Promise<unknown>;
}

/** What each repetition found: the z of its pair, positive when the first took longer. */
interface Told {
  readonly name: string;
  readonly z: readonly number[];
}

/** Two-sided 1 %. */
const UNLIKELY = 2.576;
const REPEATS = 3;

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * The pairs that their times tell apart: further than one in a hundred, the same way round, in each of three repetitions, which happens by
 * chance once in four million. Both sides run in turn, in an order that is drawn, so that a slow moment slows both.
 */
export async function toldByTime(pairs: readonly Pair[], times: number): Promise<readonly Told[]> {
  const random = new Seeded(1);
  const found = new Map<string, number[]>(pairs.map(({ name }) => [name, []]));
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const took = pairs.map((): [number[], number[]] => [[], []]);
    for (let turn = 0; turn < times; turn += 1) {
      for (const [n, { one, other }] of pairs.entries()) {
        const isFirst = random.chance(0.5);
        const before = await millisecondsOf(isFirst ? one : other);
        const after = await millisecondsOf(isFirst ? other : one);
        took[n]?.[0].push(isFirst ? before : after);
        took[n]?.[1].push(isFirst ? after : before);
      }
    }
    for (const [n, { name }] of pairs.entries())
      found.get(name)?.push(rankDistance(...(took[n] ?? [[], []])));
  }
  return [...found]
    .map(([name, z]) => ({ name, z }))
    .filter(({ z }) => z.every((one) => one > UNLIKELY) || z.every((one) => one < -UNLIKELY));
}
