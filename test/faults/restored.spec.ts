import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  connectCluster,
  startThrowawayCluster,
  type ThrowawayCluster,
} from '../../scripts/throwaway-cluster.mjs';
import { runToEnd } from '../ops/command.js';
import { writeMasterKey } from '../support/master-key.js';
import { BadNetwork } from './bad-network.js';
import { Chance } from './chance.js';
import { Device } from './device.js';
import { Fleet } from './fleet.js';
import { Ledger } from './ledger.js';
import { makeScene, type Duty, type Scene } from './scene.js';

const LONG = 120_000;
const BACKUP = 'backup_of_the_night';

let cluster: ThrowawayCluster;
let scene: Scene;
beforeAll(async () => {
  cluster = await startThrowawayCluster({}, { durable: true });
  process.env['DENBA_TEST_CLUSTER'] = JSON.stringify(cluster.description);
  scene = await makeScene();
}, LONG);
afterAll(() => cluster.stop());

/** Servers run while this is done, and none any more afterwards. */
async function serving(work: (port: () => number | null) => Promise<void>): Promise<void> {
  const fleet = new Fleet(cluster, scene.urls, { spares: 0 });
  await fleet.open();
  try {
    await work(fleet.port);
  } finally {
    await fleet.close();
  }
}

async function write(people: readonly (readonly [Device, Duty])[], times: number): Promise<void> {
  for (const [device, duty] of people) {
    for (let n = 0; n < times; n += 1) {
      const one = duty.next();
      if (one !== null) await device.keep(one);
      if (n % 3 === 2) await device.send();
    }
  }
}

async function settled(people: readonly (readonly [Device, Duty])[]): Promise<void> {
  for (const [device] of people) {
    await device.greet();
    for (let pass = 0; pass < 5 && (await device.send()).left > 0; pass += 1);
  }
}

async function faultsOf(ledger: Ledger, people: readonly (readonly [Device, Duty])[]) {
  const copy = ledger.copy();
  for (const [device] of people) await copy.take(device);
  return copy.faults();
}

describe('after a backup of the night was put back', () => {
  it(
    'devices send again what the server no longer has, once its epoch was renewed, and nothing is lost or doubled',
    async () => {
      const handle = connectCluster(cluster.description);
      const name = new URL(scene.urls.app).pathname.slice(1);
      const ledger = await Ledger.open(scene.urls.superuser);
      let port: () => number | null = () => null;
      const network = new BadNetwork(new Chance(1), () => port());
      await network.heal();
      const url = await network.open();
      const people = scene.duties.map((duty) => [new Device(duty.person, url), duty] as const);

      await serving(async (now) => {
        port = now;
        await settled(people);
        await write(people, 5);
        await settled(people);
      });
      await handle.createDatabase(BACKUP, name);
      await serving(async (now) => {
        port = now;
        await write(people, 7);
        await settled(people);
        expect(await faultsOf(ledger, people)).toEqual([]);
      });
      await handle.dropDatabase(name);
      await handle.createDatabase(name, BACKUP);

      await serving(async (now) => {
        port = now;
        await settled(people);
        const lost = await faultsOf(ledger, people);
        expect(lost.filter((fault) => fault.endsWith('is lost')).length).toBeGreaterThanOrEqual(30);
      });
      const renewed = await runToEnd(['scripts/denba.mjs', 'epoch', 'renew'], {
        DATABASE_URL: scene.urls.app,
        DATABASE_OWNER_URL: scene.urls.owner,
        DENBA_VAULT_DATABASE_URL: scene.urls.vault,
        DENBA_KEEPER_DATABASE_URL: scene.urls.keeper,
        DENBA_MASTER_KEY_FILE: writeMasterKey(),
      });
      expect(renewed.code).toBe(0);
      expect(renewed.output).toMatch(/^✓ [0-9a-f]{12}\n$/);
      await write(people, 1);
      await serving(async (now) => {
        port = now;
        await settled(people);
        await settled(people);
        expect(await faultsOf(ledger, people)).toEqual([]);
      });
      await network.close();
    },
    LONG,
  );
});
