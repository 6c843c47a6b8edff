import { setTimeout as sleep } from 'node:timers/promises';
import type { ThrowawayCluster } from '../../scripts/throwaway-cluster.mjs';
import { BadNetwork } from './bad-network.js';
import { Chance } from './chance.js';
import { Device, type Core } from './device.js';
import { Fleet } from './fleet.js';
import { Ledger } from './ledger.js';
import type { Duty, Scene } from './scene.js';

export interface Kills {
  readonly server: number;
  readonly database: number;
}

export interface Campaign {
  readonly cluster: ThrowawayCluster;
  readonly scene: Scene;
  readonly kills: Kills;
  readonly seed: number;
  /** Of the browser, or one with a bug. */
  readonly core?: Core;
  /** A module of tests that plants a bug in the server. */
  readonly preload?: string;
}

/** What a campaign came to. `hit`: kills that met a request that the server had not answered yet. */
export interface Report {
  kills: number;
  hit: number;
  writes: number;
  faults: readonly string[];
  readonly fates: ReadonlyMap<string, number>;
  readonly recoveryMilliseconds: number[];
  readonly startMilliseconds: readonly number[];
  /** Last words of servers that nobody killed. */
  readonly fallen: readonly string[];
}

interface Field extends Campaign {
  readonly fleet: Fleet;
  readonly network: BadNetwork;
  readonly url: string;
  readonly chance: Chance;
  readonly report: Report;
}

/** Kills between two looks at the database. */
const ROUND = 10;
/** Servers that are starting while one serves: as many as a machine of two cores starts side by side. */
const SPARES = 2;
const HEALED_MS = 60_000;

/** Kills, round after round, until something is wrong. The seed decides what the network does, not how the machine takes turns. */
export async function campaign(given: Campaign): Promise<Report> {
  const { cluster, scene, seed, preload } = given;
  const chance = new Chance(seed);
  const fleet = new Fleet(cluster, scene.urls, {
    spares: SPARES,
    ...(preload === undefined ? {} : { preload }),
  });
  const network = new BadNetwork(chance, fleet.port);
  const report: Report = {
    ...{ kills: 0, hit: 0, writes: 0, faults: [], recoveryMilliseconds: [] },
    ...{ fates: network.counts, startMilliseconds: fleet.startMilliseconds, fallen: fleet.fallen },
  };
  const [, url] = await Promise.all([fleet.open(), network.open()]);
  try {
    for (const kills of rounds(given.kills)) {
      await play({ ...given, fleet, network, url, chance, report }, kills);
      if (report.faults.length > 0) break;
    }
  } finally {
    await network.close();
    await fleet.close();
  }
  return report;
}

function rounds({ server, database }: Kills): readonly Kills[] {
  const n = Math.max(1, Math.ceil((server + database) / ROUND));
  const share = (all: number, i: number) => Math.floor((all * (i + 1)) / n) - Math.floor((all * i) / n);
  return Array.from({ length: n }, (_, i) => ({ server: share(server, i), database: share(database, i) }));
}

/** Everybody writes and sends while servers are killed; then all is healed, and what devices hold is held against the database. */
async function play(field: Field, kills: Kills): Promise<void> {
  const { scene, network, url, core, report } = field;
  await network.heal();
  const ledger = await Ledger.open(scene.urls.superuser);
  const devices: [Device, Duty][] = scene.duties.map((duty) => [new Device(duty.person, url, core), duty]);
  for (const [device] of devices) await device.greet();
  network.worsen();
  const end = new AbortController();
  const working = devices.map(([device, duty]) => work(device, duty, field.chance, end.signal));
  try {
    await killing(field, kills);
  } finally {
    end.abort();
    await Promise.all(working);
  }
  await network.heal();
  for (const [device] of devices) await settle(device);
  for (const [device] of devices) await ledger.take(device);
  report.writes += ledger.writes;
  report.faults = await ledger.faults();
}

async function killing({ fleet, network, chance, report }: Field, kills: Kills): Promise<void> {
  const left = { ...kills };
  while (left.server + left.database > 0) {
    await sleep(chance.between(20, 400));
    const victim = chance.pick(left);
    left[victim] -= 1;
    report.kills += 1;
    if (network.underWay > 0) report.hit += 1;
    if (victim === 'server') await fleet.killServer();
    else report.recoveryMilliseconds.push(await fleet.killDatabase());
  }
}

async function work(device: Device, duty: Duty, chance: Chance, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    for (let n = chance.between(1, 3); n > 0; n -= 1) {
      const write = duty.next();
      if (write !== null) await device.keep(write);
    }
    await device.send();
    await sleep(chance.between(5, 120));
  }
}

async function settle(device: Device): Promise<void> {
  for (const began = performance.now(); performance.now() - began < HEALED_MS;) {
    if ((await device.send()).left === 0) return;
    await sleep(50);
  }
}
