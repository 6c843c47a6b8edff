import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { generateCaseNumber } from '../../dist/backend/domain/cases/case-number.js';
import { uuidv7 } from '../../dist/backend/domain/uuid.js';
import { storyOf } from '../../dist/backend/generator/clinical/stories.js';
import { Seeded } from '../../dist/backend/generator/seeded.js';
import { SESSION_OPTIONS } from '../../dist/backend/platform/database/database-settings.js';
import { CONNECTIONS, eachOnce, HttpLine, median, requestBytes } from './load.mjs';
import { Bare, Trace } from './statements.mjs';

const RUNS = 5;
const A_RUN = 60;
const DAY = 86_400_000;

const newId = () => uuidv7(Date.now(), randomBytes(10));

function write(path, token, body, version) {
  const headers = {
    'idempotency-key': newId(),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
  };
  return requestBytes('POST', path, token, { body, headers });
}

/** Tokens are asked for once a person. */
function tokensOf(site) {
  const known = new Map();
  return async (personId) => {
    if (!known.has(personId)) known.set(personId, await site.tokenOf(personId));
    return known.get(personId);
  };
}

/** Deaths of last week, each notified by the midwife of its centre. */
async function notifications(site, tokenOf, count) {
  const centres = await site.sql(
    `SELECT c.id AS cscom, r.id AS csref, v.id AS village, m.person_id AS midwife
     FROM app.place c JOIN app.place v ON v.parent_id = c.parent_id AND v.kind = 'village'
     JOIN app.place r ON r.kind = 'csref' AND r.parent_id = ANY (c.path)
     JOIN app.membership m ON m.place_id = c.id AND m.role = 'clinician'
     JOIN app.person p ON p.id = m.person_id AND p.profession = 'MIDWIFE' WHERE c.kind = 'cscom' ORDER BY md5(v.id::text) LIMIT $1`,
    [count],
  );
  const random = new Seeded(2026);
  const lastWeek = Math.floor(Date.now() / DAY) - 7;
  const requests = [];
  for (let n = 0; n < count; n += 1) {
    const { midwife, ...places } = centres[n % centres.length];
    const { notification, identity } = storyOf(random, places, lastWeek);
    const body = {
      id: newId(),
      number: generateCaseNumber(random.bytes(8)),
      answers: notification,
      identity,
    };
    requests.push(write('/cases', await tokenOf(midwife), body));
  }
  return requests;
}

/** Audits of open sessions whose opinion is whole. */
async function seals(site, tokenOf, count) {
  const audits = await site.sql(
    `SELECT a.id, a.version, s.scribe_id AS scribe FROM app.audit a JOIN app.audit_session s ON s.id = a.session_id
     JOIN app.death_case c ON c.id = a.case_id WHERE a.kind = 'audit' AND a.state = 'in-progress' AND s.state = 'open' AND c.state = 'ready'
     ORDER BY md5(a.id::text) LIMIT $1`,
    [count],
  );
  const requests = [];
  for (const { id, version, scribe } of audits) {
    requests.push(write(`/audits/${id}/seal`, await tokenOf(scribe), {}, version));
  }
  return requests;
}

/** What the server sends for each request, learnt on a copy of the database, so that bare `pg` can send it to the original. */
async function recorded(site, requests) {
  return site.copied(async (urls) => {
    const file = join(site.folder, 'writes.trace');
    const trace = new Trace(file);
    const server = await site.serve({ urls, trace: file });
    const line = await HttpLine.open(server.port);
    const statements = [];
    for (const request of requests) {
      trace.take();
      await line.send(request);
      statements.push(trace.take());
    }
    line.close();
    await server.stop();
    // The first one also opened the connections.
    return statements.slice(1);
  });
}

/** A third of the writes as statements, two thirds as requests; nothing of it is in the database yet. No server may run meanwhile. */
export async function prepareWrites(site) {
  const tokenOf = tokensOf(site);
  const prepared = [];
  for (const [name, make] of Object.entries({ notify: notifications, seal: seals })) {
    const requests = await make(site, tokenOf, 3 * RUNS * A_RUN + 1);
    const third = Math.ceil(requests.length / 3);
    prepared.push({
      name,
      statements: await recorded(site, requests.slice(0, third)),
      requests: requests.slice(third, 2 * third),
      spare: requests.slice(2 * third),
    });
  }
  return prepared;
}

export async function measureWrites(site, server, prepared) {
  const opened = (open) => Promise.all(Array.from({ length: CONNECTIONS }, open));
  const lines = await opened(() => HttpLine.open(server.port));
  const bare = await opened(() => Bare.open(site.urls, SESSION_OPTIONS));
  const results = [];
  for (const { name, statements, requests } of prepared) {
    const size = Math.floor(Math.min(statements.length, requests.length) / RUNS);
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
      const part = (all) => all.slice(run * size, (run + 1) * size);
      const http = await eachOnce(lines, part(requests), (line, request) => line.send(request));
      const plain = await eachOnce(bare, part(statements), (one, sent) => one.send(sent));
      runs.push({ http: http.perSecond, bare: plain.perSecond });
    }
    results.push({
      name,
      ratio: median(runs.map((run) => run.http / run.bare)),
      http: median(runs.map((run) => run.http)),
      bare: median(runs.map((run) => run.bare)),
    });
  }
  for (const line of lines) line.close();
  for (const one of bare) await one.close();
  return results;
}
