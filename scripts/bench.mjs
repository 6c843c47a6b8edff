import { parseArgs } from 'node:util';
import { measureClock } from './bench/clock.mjs';
import { causeListWeight, classifiedPerSecond, validationAgainstParsing } from './bench/domain.mjs';
import { measureJournal } from './bench/journal.mjs';
import { latencies, measureLists } from './bench/lists.mjs';
import { Report } from './bench/report.mjs';
import { openSite } from './bench/site.mjs';
import { measureWalls } from './bench/walls.mjs';
import { measureWeight } from './bench/weight.mjs';
import { measureWrites, prepareWrites } from './bench/writes.mjs';
import { runCommand } from './failure.mjs';

/**
 * Measures the built product on generated cases, on a durable PostgreSQL of its own, and writes docs/bench.md. Lists and writes are
 * compared with the very statements that the server sends, sent again by bare `pg`; both sides run in turn, with eight connections.
 */
const FEW = 1000;
const options = {
  cases: { type: 'string', default: '100000' },
  replay: { type: 'string', default: '200' },
};
const { values } = parseArgs({ options });
const CASES = Number(values.cases);

async function generated(site, report) {
  const few = ['generate', '--cases', String(FEW), '--seed', '1', '--replay', values.replay];
  const { replayed } = JSON.parse(await site.command(few));
  report.note('lives that the commands told alike', replayed, `of ${values.replay}`);
  await site.settle();
  const small = await latencies(site);
  const began = performance.now();
  await site.command(['generate', '--cases', String(CASES), '--seed', '2']);
  report.atMost(`${CASES} cases generated`, 180, (performance.now() - began) / 1000, 's');
  await site.settle();
  return small;
}

async function measure(site, report) {
  const small = await generated(site, report);
  const writes = await prepareWrites(site);
  const server = await site.serve();
  try {
    for (const list of await measureLists(site, server)) {
      report.atLeast(`${list.name}: throughput against bare pg`, 0.6, list.ratio);
      report.note(`${list.name}: requests a second`, list.http, `of ${list.bare.toFixed(0)}`);
      report.atMost(`${list.name}: round trips`, 4, list.roundTrips);
      report.atMost(`${list.name}: 95th percentile`, 40, list.p95, 'ms', 1);
      report.atMost(
        `${list.name}: latency against ${FEW} cases`,
        1.5,
        list.median / small.get(list.name),
        '',
        2,
      );
    }
    report.atMost('server memory after the lists', 250, server.memory()?.now, 'MB');
    for (const write of await measureWrites(site, server, writes)) {
      report.atLeast(`${write.name}: throughput against bare pg`, 0.4, write.ratio);
      report.note(`${write.name}: a second`, write.http, `of ${write.bare.toFixed(0)}`);
    }
    const weight = await measureWeight(site, server);
    report.atMost('bytes until sign-in works', 125, weight.signIn, 'kB', 1);
    report.atMost('bytes until the first worklist', 170, weight.worklist, 'kB', 1);
    report.atMost('server memory at any moment', 350, server.memory()?.peak, 'MB');
  } finally {
    await server.stop();
  }
  const most = { list: 15, write: 25 };
  for (const { name, kind, share } of await measureWalls(site, writes)) {
    report.atMost(`${name}: cost of row security and journal`, most[kind], 100 * share, '%', 1);
  }
  report.atMost('a turn of the clock over all cases', 10, await measureClock(site), 's', 1);
  const journal = await measureJournal(site);
  report.atLeast('entries of the journal verified a second', 100_000, journal.verified, 0);
  report.note('entries of the journal sealed a second', journal.sealed, `of ${journal.entries}`);
}

function measureDomain(report) {
  report.atMost('checking a maternal review against JSON.parse', 8, validationAgainstParsing(), '', 2);
  report.atLeast('causes put into groups a second', 100_000, classifiedPerSecond(), 0);
  const { kilobytes } = causeListWeight('Laparoschisis');
  report.atMost('list of causes, gzipped', 40, kilobytes, 'kB', 1);
}

await runCommand(async () => {
  const report = new Report();
  measureDomain(report);
  const site = await openSite();
  try {
    await measure(site, report);
  } finally {
    await site.close();
  }
  await report.write(CASES);
  if (report.isMissed) process.exitCode = 1;
});
