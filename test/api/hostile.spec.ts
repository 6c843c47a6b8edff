import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseQueries } from '../../backend/src/cases/case-queries.js';
import { absent } from '../../backend/src/domain/problem.js';
import { assault } from '../hostile/assault.js';
import { HostileRequests } from '../hostile/requests.js';
import { aWholeWorld, type World } from '../permissions/world.js';
import { startApp, type TestApp } from '../support/app.js';
import { keepWorld, type Restore } from '../support/snapshot.js';

/** A hundred thousand of them: `npm run test:hostile`. */
const INPUTS = Number(process.env['DENBA_HOSTILE_INPUTS'] ?? 600);
const SEED = Number(process.env['DENBA_HOSTILE_SEED'] ?? 20_260_304);
const PATIENCE_MS = 60_000;

jest.setTimeout(120_000 + INPUTS * 40);

let app: TestApp;
let world: World;
let restore: Restore;
beforeAll(async () => {
  app = await startApp();
  world = await aWholeWorld(app);
  restore = await keepWorld(app);
});
afterAll(() => app.close());

const requests = (path?: string): HostileRequests => new HostileRequests(app, world, SEED, path);

describe('hostile input', () => {
  it('is drawn for every operation of the interface', () => {
    expect(requests().unreached()).toEqual([]);
  });

  it('meets no error of the server, no silence, and none of its innards', async () => {
    const outcome = await assault(app, requests(), restore, { count: INPUTS, patienceMs: PATIENCE_MS });
    process.stdout.write(`${JSON.stringify({ ...outcome, faults: outcome.faults.length })}\n`);
    expect(outcome.faults.slice(0, 20)).toEqual([]);
    // Flat: the last quarter of the rounds holds no more than the second one did, and a little.
    const quarter = Math.floor(outcome.heapMb.length / 4);
    if (quarter >= 3) {
      const [, second = 0, , last = 0] = [0, 1, 2, 3].map((n) =>
        Math.min(...outcome.heapMb.slice(n * quarter, (n + 1) * quarter)),
      );
      expect(last).toBeLessThan(second * 1.1 + 10);
    }
    // Refused by the rules rather than at the door, and done now and then: the assault goes deep.
    expect(outcome.statuses['2xx']).toBeGreaterThan(INPUTS / 50);
  });

  describe('would find', () => {
    afterAll(() => {
      jest.restoreAllMocks();
    });

    it.each([
      [
        'an error of the server',
        () => Promise.reject(new TypeError('no function')),
        /^500 .*GET \/api\/cases/m,
      ],
      [
        'an answer that never comes',
        () => new Promise<never>(() => undefined),
        /^no answer: GET \/api\/cases/m,
      ],
      [
        'its innards',
        () => Promise.reject(absent('SELECT id FROM app.death_case')),
        /^innards .*GET \/api\/cases/m,
      ],
    ] as const)('%s', async (_what, plant, found) => {
      jest.spyOn(app.nest.get(CaseQueries), 'view').mockImplementation(plant);
      const { faults } = await assault(app, requests('/cases/:id'), restore, {
        count: 20,
        patienceMs: 500,
      });
      expect(faults.join('\n')).toMatch(found);
    });
  });
});
