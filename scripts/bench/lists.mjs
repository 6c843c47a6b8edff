import { join } from 'node:path';
import { SESSION_OPTIONS } from '../../dist/backend/platform/database/database-settings.js';
import { CONNECTIONS, forSeconds, HttpLine, median, requestBytes } from './load.mjs';
import { Bare, Trace } from './statements.mjs';

const READERS = { 'focal point': 'focal-point', 'national viewer': 'national-viewer' };
const LISTS = { worklist: '/tasks', 'case list': '/cases' };
const RUNS = 5;
const SECONDS = 2;

/** Somebody of the role in the middle of the country, by the newest seed. */
async function readerOf(site, role) {
  const people = await site.sql(
    `SELECT m.person_id AS id FROM app.membership m JOIN app.person p ON p.id = m.person_id
     WHERE m.role = $1 ORDER BY m.place_id DESC, p.username`,
    [role],
  );
  return people[Math.floor(people.length / 4)].id;
}

/** The four first pages that are measured, each as one reader asks for it. */
export async function pagesOf(site) {
  const pages = [];
  for (const [who, role] of Object.entries(READERS)) {
    const token = await site.tokenOf(await readerOf(site, role));
    for (const [what, path] of Object.entries(LISTS)) {
      pages.push({ name: `${what}, ${who}`, request: requestBytes('GET', path, token) });
    }
  }
  return pages;
}

/** The statements behind each page, as the server sends them; the second time, when its connections are open. */
async function traced(site, pages) {
  const file = join(site.folder, 'lists.trace');
  const trace = new Trace(file);
  const server = await site.serve({ trace: file });
  const line = await HttpLine.open(server.port);
  const statements = new Map();
  for (const { name, request } of pages) {
    await line.send(request);
    trace.take();
    await line.send(request);
    statements.set(name, trace.take());
  }
  line.close();
  await server.stop();
  return statements;
}

const opened = (open) => Promise.all(Array.from({ length: CONNECTIONS }, open));

/** Median latency of each page under eight connections, without bare `pg` beside it. */
export async function latencies(site) {
  const pages = await pagesOf(site);
  const server = await site.serve();
  const lines = await opened(() => HttpLine.open(server.port));
  const found = new Map();
  for (const { name, request } of pages) {
    const read = (seconds) => forSeconds(lines, seconds, (line) => line.send(request));
    await read(1);
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await read(1));
    found.set(name, median(runs.map((one) => one.median)));
  }
  for (const line of lines) line.close();
  await server.stop();
  return found;
}

/** First pages over HTTP and by bare `pg`, in turn. The server goes on; its memory is the next thing to look at. */
export async function measureLists(site, server) {
  const pages = await pagesOf(site);
  const statements = await traced(site, pages);
  const lines = await opened(() => HttpLine.open(server.port));
  const bare = await opened(() => Bare.open(site.urls, SESSION_OPTIONS));
  const results = [];
  for (const { name, request } of pages) {
    const sent = statements.get(name);
    const http = (seconds) => forSeconds(lines, seconds, (line) => line.send(request));
    const plain = (seconds) => forSeconds(bare, seconds, (one) => one.send(sent));
    await http(1);
    await plain(1);
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
      runs.push({ http: await http(SECONDS), bare: await plain(SECONDS) });
    }
    const ratio = median(runs.map((run) => run.http.perSecond / run.bare.perSecond));
    const of = (side, figure) => median(runs.map((run) => run[side][figure]));
    results.push({
      name,
      ratio,
      roundTrips: sent.length,
      http: of('http', 'perSecond'),
      bare: of('bare', 'perSecond'),
      p95: of('http', 'p95'),
      median: of('http', 'median'),
    });
  }
  for (const line of lines) line.close();
  for (const one of bare) await one.close();
  return results;
}
