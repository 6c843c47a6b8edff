import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mutants } from '../../frontend/src/app/offline/faults/mutants.js';
import { startThrowawayCluster, type ThrowawayCluster } from '../../scripts/throwaway-cluster.mjs';
import { campaign, type Kills } from './campaign.js';
import type { Core } from './device.js';
import { makeScene } from './scene.js';

const LONG = 600_000;

let cluster: ThrowawayCluster;
beforeAll(async () => {
  cluster = await startThrowawayCluster({ autovacuum: 'on', wal_writer_delay: '5s' }, { durable: true });
  process.env['DENBA_TEST_CLUSTER'] = JSON.stringify(cluster.description);
}, LONG);
afterAll(() => cluster.stop());

const preloaded = (bug: string) => ({
  preload: `${new URL('./planted.mjs', import.meta.url).href}?bug=${bug}`,
});
const core = (name: string): { readonly core: Core } => {
  const found = mutants[name]?.[0].core;
  if (found === undefined) throw new Error(`no mutant ${name}`);
  return { core: found };
};
const SERVER: Kills = { server: 60, database: 0 };
const DATABASE: Kills = { server: 0, database: 30 };

describe('a planted bug is caught:', () => {
  it.each([
    [
      'an answer before the commit',
      preloaded('answers-before-commit'),
      SERVER,
      /acknowledged and is lost|: lost/,
    ],
    ['a key kept in a transaction of its own', preloaded('splits-transaction'), SERVER, /: lost/],
    ['a forgotten key', preloaded('forgets-keys'), SERVER, /: doubled|is refused|another receipt/],
    ['a commit that is not on the disk', preloaded('commits-in-memory'), DATABASE, /: lost/],
    [
      'a new key for each attempt',
      core('a new key for each attempt'),
      SERVER,
      /: doubled|belongs to no row|is refused/,
    ],
    ['every good status taken for a receipt', core('every good status is a receipt'), SERVER, /: lost/],
  ])(
    '%s',
    async (_, bug, kills, sentence) => {
      const report = await campaign({ cluster, scene: await makeScene(), kills, seed: 7, ...bug });
      process.stderr.write(`${_}: after ${String(report.kills)} kills, ${report.faults[0] ?? 'nothing'}\n`);
      expect(report.faults.join('\n')).toMatch(sentence);
    },
    LONG,
  );
});
