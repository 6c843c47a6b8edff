import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { BREAKS, StatementBreaker, type Break } from '../support/database-faults.js';
import { anEnvelope } from '../support/envelope.js';
import { as, newId, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConfirmedDeath, inThePlaces, newNumber, notificationOf, write } from '../support/given.js';
import { detailOf } from '../support/given-audits.js';
import {
  bloodOnGuard,
  recommended,
  viewOf,
  walk,
  aProposal,
  aSessionThatRecommends,
} from '../support/given-recommendations.js';
import { zeroOf } from '../support/given-reports.js';
import { idOf, type CastMember } from '../support/people.js';
import { keepWorld, type Restore } from '../support/snapshot.js';
import { m1 } from '../support/worked-cases.js';

/** One write, ready to be sent as often as wanted: the same body, the same key. */
interface Sending {
  readonly by: CastMember;
  readonly method: 'post' | 'patch';
  readonly path: string;
  readonly body: object;
  readonly version?: number;
}

/** Every table, as a number of rows and a digest of their content. */
type World = ReadonlyMap<string, string>;

/** A sign-in is seen, an allowance is used and a refusal is journalled whether or not the write is done. */
const APART = ['app.login', 'app.allowance', 'app.migration'];
/** An identity is kept before the case that names it: what a broken write leaves behind there belongs to nobody. [decision 7] */
const NAMED = 'WHERE ref IN (SELECT subject_ref FROM app.death_case)';
const ONLY: Readonly<Record<string, string>> = {
  'trail.entry': `WHERE outcome = 'done'`,
  'vault.identity': NAMED,
  'vault.field': NAMED,
};

let app: TestApp;
let breaker: StatementBreaker;
let restore: Restore;
let look: () => Promise<World>;
const sendings = new Map<string, Sending>();

async function arrange(): Promise<void> {
  const { ids } = await recommended(app, [bloodOnGuard()]);
  const [recommendation = ''] = ids;
  await walk(app, recommendation, [
    ['focalPoint', 'accept'],
    ['midwife', 'start'],
  ]);
  const { id } = await aConfirmedDeath(app);
  await write(app, 'head', id, { m_distance_km: { value: 6 } });
  const answers = notificationOf(await inThePlaces(app, m1));
  const notified = { answers, identity: { deceased_name: 'Assan Canariba' } };
  const enclosed = {
    author: idOf('midwife'),
    key: newId(),
    method: 'POST',
    url: '/cases',
    ifMatch: null,
  } as const;
  const envelope = await anEnvelope(app, {
    ...enclosed,
    body: JSON.stringify({ ...notified, id: newId(), number: newNumber() }),
  });
  const patch = (question: string, base: unknown, value: unknown) => ({
    patches: [{ question, base: { value: base }, value: { value } }],
  });
  const post = { by: 'midwife', method: 'post' } as const;
  const { version } = await viewOf(app, 'midwife', recommendation);
  const session = await aSessionThatRecommends(app);
  await aProposal(app, session);
  const { audit } = await detailOf(app, 'referralHead', session.sessionId);
  const report = await zeroOf(app, 'CSCOM-DEMO-01', '2026-W10');
  const all: Readonly<Record<string, Sending>> = {
    notification: { ...post, path: '/cases', body: { ...notified, id: newId(), number: newNumber() } },
    'draft of a review': {
      ...{ by: 'head', method: 'patch', path: `/cases/${id}/forms/maternal_review` },
      body: patch('m_distance_km', 6, 7),
    },
    'draft of an opinion': {
      ...{ by: 'referralHead', method: 'patch', path: `/audits/${session.auditId}/opinion` },
      body: patch('icdmm_group', 'MM3', 'MM2'),
    },
    'course of a session': {
      ...{ by: 'referralHead', method: 'patch', path: `/sessions/${session.sessionId}/note` },
      body: patch('duration_min', 75, 80),
    },
    'zero report': { ...post, path: '/reports', body: { id: newId(), answers: report } },
    'progress of a recommendation': {
      ...{ ...post, path: `/recommendations/${recommendation}/updates`, version },
      body: { progress: 40, decision: 'Deux donneurs trouvés.' },
    },
    envelope: { ...post, path: '/sync/envelopes', body: { envelope } },
    'seal of the first audit': {
      ...{ by: 'referralHead', method: 'post', path: `/audits/${session.auditId}/seal` },
      ...{ body: {}, version: audit?.version ?? 0 },
    },
  };
  for (const [name, sending] of Object.entries(all)) sendings.set(name, sending);
}

async function looking(): Promise<() => Promise<World>> {
  const tables = await app.sql<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('app', 'vault', 'trail') AND table_type = 'BASE TABLE'`,
  );
  const parts = tables
    .filter(({ name }) => !APART.includes(name))
    .map(
      ({ name }) =>
        `SELECT '${name}' AS name, count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS content
         FROM ${name} t ${ONLY[name] ?? ''}`,
    );
  const sql = parts.join(' UNION ALL ');
  return async () =>
    new Map((await app.sql<{ name: string; content: string }>(sql)).map((row) => [row.name, row.content]));
}

/** Tables that changed, each with how many rows were added. */
function changes(before: World, after: World): readonly string[] {
  const rows = (world: World, name: string) => Number.parseInt(world.get(name) ?? '0', 10);
  return [...after]
    .filter(([name, content]) => before.get(name) !== content)
    .map(([name]) => `${name} ${String(rows(after, name) - rows(before, name))}`)
    .sort();
}

function send({ by, method, path, body, version }: Sending, key: string): Promise<Answer<Receipt>> {
  return as(app, by)[method]<Receipt>(path, body, { key, ...(version === undefined ? {} : { version }) });
}

beforeAll(async () => {
  app = await startApp({ DENBA_LOG: 'silent' });
  breaker = new StatementBreaker();
  await arrange();
  restore = await keepWorld(app);
  look = await looking();
});
afterAll(async () => {
  breaker.remove();
  await app.close();
});

/** The write with its n-th statement broken, then again as a device sends it again. Says whether there was an n-th statement. */
async function withBroken(
  sending: Sending,
  nth: number,
  how: Break,
  whole: readonly string[],
): Promise<boolean> {
  await restore();
  const key = newId();
  const before = await look();
  breaker.arm(nth, how);
  const first = await send(sending, key);
  const wasThere = breaker.sent >= nth;
  breaker.disarm();
  const meanwhile = changes(before, await look());
  const what = { nth, how, status: first.status };
  if (first.status < 300) expect({ ...what, meanwhile }).toEqual({ ...what, meanwhile: whole });
  else expect([[], whole]).toContainEqual(meanwhile);
  const again = await send(sending, key);
  const once = more(again, first);
  const after = await look();
  expect({ ...what, ...once, done: changes(before, after) }).toEqual({
    ...what,
    ok: true,
    same: true,
    done: whole,
  });
  const repeated = await send(sending, key);
  expect({ ...what, ...more(repeated, again), done: changes(after, await look()) }).toEqual({
    ...what,
    ...{ ok: true, same: true, done: [] },
  });
  return wasThere;
}

/** A receipt that was told once is told again. */
function more(answer: Answer<Receipt>, before: Answer<Receipt>) {
  const same = before.status >= 300 || before.body.receipt === answer.body.receipt;
  return { ok: answer.status < 300 && answer.body.receipt.startsWith('R-'), same };
}

/** In every run the writes that are sent most; all of them, broken in every way, by `npm run test:faults`. */
const isLong = process.env['DENBA_EVERY_STATEMENT'] === '1';
const SHORT = ['notification', 'draft of a review', 'progress of a recommendation'];
const LONG = [
  'draft of an opinion',
  'course of a session',
  'zero report',
  'envelope',
  'seal of the first audit',
];

describe.each(isLong ? [...SHORT, ...LONG] : SHORT)('%s', (name) => {
  it.each(isLong ? BREAKS : (['refused'] as const))(
    'is done whole or not at all when a statement is %s, whichever it is',
    async (how) => {
      const sending = sendings.get(name);
      if (sending === undefined) throw new Error(name);
      await restore();
      const before = await look();
      expect((await send(sending, newId())).status).toBeLessThan(300);
      const whole = changes(before, await look());
      let statements = 0;
      while (await withBroken(sending, statements + 1, how, whole)) statements += 1;
      expect(statements).toBeGreaterThanOrEqual(4);
      process.stderr.write(`${name}: ${String(statements)} statements ${how}\n`);
    },
    600_000,
  );
});
