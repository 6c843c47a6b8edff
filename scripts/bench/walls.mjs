import { pagesOf } from './lists.mjs';
import { CONNECTIONS, eachOnce, forSeconds, HttpLine, median } from './load.mjs';

const RUNS = 7;
const SECONDS = 1;

/** What row security and the journal are made of in the database: without them a statement meets no policy and leaves no entry. */
async function withoutWalls(site, copy) {
  const tables = await site.sql(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND c.relrowsecurity AND n.nspname IN ('app', 'trail')`,
    [],
    copy,
  );
  if (tables.length === 0) throw new Error('no table has row security: there is nothing to compare');
  for (const { name } of tables) await site.sql(`ALTER TABLE ${name} DISABLE ROW LEVEL SECURITY`, [], copy);
  await site.sql(
    `CREATE FUNCTION trail.leave_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    [],
    copy,
  );
  await site.sql(
    'CREATE TRIGGER "0 left out" BEFORE INSERT ON trail.entry FOR EACH ROW EXECUTE FUNCTION trail.leave_out()',
    [],
    copy,
  );
}

const entriesIn = async (site, database) =>
  Number((await site.sql('SELECT count(*) AS n FROM trail.entry', [], database))[0].n);

/** Share of the throughput that the walls take, run against run, so that a slow minute slows both sides. */
const cost = (runs) => 1 - median(runs.map(({ walled, open }) => walled / open));

/**
 * The same requests to two servers in turn: one on the database as it is, one on a copy without row security and without journal. Gives
 * the share of the throughput that they cost, of each list and of each kind of write.
 */
export async function measureWalls(site, prepared) {
  const pages = await pagesOf(site);
  return site.copied(async (urls, copy) => {
    await withoutWalls(site, copy);
    const servers = [await site.serve(), await site.serve({ urls })];
    const [walled, open] = await Promise.all(
      servers.map(({ port }) => Promise.all(Array.from({ length: CONNECTIONS }, () => HttpLine.open(port)))),
    );
    const before = await entriesIn(site, copy);
    const costs = [];
    for (const { name, request } of pages) {
      const read = async (lines) =>
        (await forSeconds(lines, SECONDS, (line) => line.send(request))).perSecond;
      await read(walled);
      await read(open);
      const runs = [];
      for (let run = 0; run < RUNS; run += 1)
        runs.push({ walled: await read(walled), open: await read(open) });
      costs.push({ name, kind: 'list', share: cost(runs) });
    }
    for (const { name, spare } of prepared) {
      const size = Math.floor(spare.length / RUNS);
      const runs = [];
      for (let run = 0; run < RUNS; run += 1) {
        const part = spare.slice(run * size, (run + 1) * size);
        const send = async (lines) =>
          (await eachOnce(lines, part, (line, request) => line.send(request))).perSecond;
        runs.push({ walled: await send(walled), open: await send(open) });
      }
      costs.push({ name, kind: 'write', share: cost(runs) });
    }
    for (const line of [...walled, ...open]) line.close();
    if ((await entriesIn(site, copy)) !== before) throw new Error('the copy kept a journal after all');
    for (const server of servers) await server.stop();
    return costs;
  });
}
