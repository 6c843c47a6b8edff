import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Line } from '../support/browser/line.js';
import { door, settled } from '../support/browser/settled.js';
import { openSite, type Site } from '../support/browser/site.js';

jest.setTimeout(120_000);

const WORDS_MS = 2000;
const DOOR_MS = 7000;
const AGAIN_MS = 1000;
const VISITS = 3;

let site: Site;
let line: Line;
beforeAll(async () => {
  site = await openSite('2026-03-16T10:00');
  line = await Line.to(site.address);
}, 120_000);
afterAll(async () => {
  await line.close();
  await site.close();
});

/** A phone that was never here opens the page: milliseconds until words are painted, and until one can sign in. */
async function firstVisit(): Promise<{ readonly words: number; readonly door: number }> {
  const context = await site.device(null, 'phone');
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  await protocol.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: 30_000,
    uploadThroughput: 30_000,
  });
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  const started = performance.now();
  await page.goto(line.address, { waitUntil: 'commit' });
  await door(page).waitFor();
  const untilDoor = performance.now() - started;
  const untilWords = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
  );
  process.stderr.write(`words ${untilWords.toFixed(0)} ms, door ${untilDoor.toFixed(0)} ms\n`);
  await context.close();
  return { words: untilWords, door: untilDoor };
}

/** The same page, several times: what else the machine does makes one longer, never shorter. */
async function fastest<Time>(measure: () => Promise<Time>, rank: (time: Time) => number): Promise<Time> {
  const times: Time[] = [];
  for (let n = 0; n < VISITS; n += 1) times.push(await measure());
  return times.reduce((best, time) => (rank(time) < rank(best) ? time : best));
}

describe('the first visit, at 30 kB/s and on a processor six times slower', () => {
  it('shows words within 2 s and the door within 7 s', async () => {
    const visit = await fastest(firstVisit, (one) => one.door);
    expect(visit.words).toBeLessThanOrEqual(WORDS_MS);
    expect(visit.door).toBeLessThanOrEqual(DOOR_MS);
  });
});

describe('the next visit, without a network', () => {
  it('shows the door within 1 s', async () => {
    const { context } = await settled(site, line);
    line.cut();
    try {
      const untilDoor = await fastest(
        async () => {
          const again = await context.newPage();
          const started = performance.now();
          await again.goto(`${line.address}/cas`);
          await door(again).waitFor();
          const took = performance.now() - started;
          await again.close();
          return took;
        },
        (took) => took,
      );
      process.stderr.write(`without a network ${untilDoor.toFixed(0)} ms\n`);
      expect(untilDoor).toBeLessThanOrEqual(AGAIN_MS);
    } finally {
      line.mend();
    }
  });
});
