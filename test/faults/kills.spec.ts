import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startThrowawayCluster, type ThrowawayCluster } from '../../scripts/throwaway-cluster.mjs';
import { campaign, type Report } from './campaign.js';
import { makeScene } from './scene.js';

const SERVER = Number(process.env['DENBA_SERVER_KILLS'] ?? '4');
const DATABASE = Number(process.env['DENBA_DATABASE_KILLS'] ?? '1');
const SEED = Number(process.env['DENBA_SEED'] ?? '20261126');
const MILLISECONDS_A_KILL = 20_000;

let cluster: ThrowawayCluster;
beforeAll(async () => {
  cluster = await startThrowawayCluster({ autovacuum: 'on' }, { durable: true });
  process.env['DENBA_TEST_CLUSTER'] = JSON.stringify(cluster.description);
});
afterAll(() => cluster.stop());

describe('servers killed under load', () => {
  it(
    'lose nothing that they acknowledged, and do nothing twice',
    async () => {
      const kills = { server: SERVER, database: DATABASE };
      const report = await campaign({ cluster, scene: await makeScene(), kills, seed: SEED });
      process.stderr.write(`${told(report)}\n`);
      expect({ seed: SEED, faults: report.faults }).toEqual({ seed: SEED, faults: [] });
      expect(report.fallen).toEqual([]);
      expect(report.kills).toBe(SERVER + DATABASE);
      expect(report.writes).toBeGreaterThan(report.kills);
    },
    (SERVER + DATABASE) * MILLISECONDS_A_KILL,
  );
});

function told({ kills, hit, writes, fates, startMilliseconds, recoveryMilliseconds }: Report): string {
  const mean = (all: readonly number[]) => Math.round(all.reduce((sum, one) => sum + one, 0) / all.length);
  return [
    `${kills} kills, ${hit} of them in the middle of a request; ${writes} writes; seed ${SEED}`,
    `start ${mean(startMilliseconds)} ms, recovery of PostgreSQL ${mean(recoveryMilliseconds)} ms`,
    [...fates].map(([fate, times]) => `${fate} ${times}`).join(', '),
  ].join('\n');
}
