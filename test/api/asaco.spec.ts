import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JournalEntryView } from '../../backend/src/domain/journal/entry.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { Page } from '../../backend/src/domain/receipt.js';
import type { WorklistView } from '../../backend/src/domain/tasks.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { CANARIES, type GivenOptions } from '../support/given.js';
import { ok } from '../support/given-audits.js';
import {
  actionsOf,
  ambulance,
  bloodOnGuard,
  drill,
  fire,
  recommended,
  refrigerator,
  runClockAt,
  walk,
} from '../support/given-recommendations.js';
import type { CastMember } from '../support/people.js';

const STANDING = refrigerator({
  rec_action: { value: 'Ouvrir une caisse de solidarité pour les évacuations' },
});
const counted = refrigerator({
  rec_action: { value: 'Compter chaque lundi les ampoules d’ocytocine' },
  rec_deadline: { value: '2026-05-20' },
});
const means = [refrigerator(), ambulance(), counted];

/** The day the session of M1 seals is 16 March: its month is over here. */
const APRIL = '2026-04-01T06:00:00Z';
const MARCH = '2026-03-20T06:00:00Z';

async function aliasOf(app: TestApp, id: string | undefined): Promise<string> {
  const [row] = await app.sql<{ alias: string }>('SELECT alias FROM app.recommendation WHERE id = $1', [id]);
  return row?.alias ?? '';
}

describe('the monthly batch', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('takes three together once their month is over, never what concerns skills', async () => {
    await recommended(app, [...means, drill()]);
    await runClockAt(app, MARCH);
    expect(await actionsOf(app, 'asaco')).toEqual([]);
    expect(await actionsOf(app, 'mayor')).toEqual([]);
    await runClockAt(app, APRIL);
    const actions = await actionsOf(app, 'asaco');
    expect(actions.map(({ what, publishedMonth }) => [what, publishedMonth])).toEqual([
      ['Acheter un réfrigérateur et garder 20 ampoules d’ocytocine', '2026-04'],
      ['Compter chaque lundi les ampoules d’ocytocine', '2026-04'],
      ['Réparer l’ambulance et payer chaque mois le carburant', '2026-04'],
    ]);
    expect((await actionsOf(app, 'mayor')).map(({ what }) => what)).toEqual([
      'Réparer l’ambulance et payer chaque mois le carburant',
    ]);
    expect((await as(app, 'head').get('/actions')).status).toBe(403);
  });

  it('publishes nothing more when it runs again', async () => {
    const before = await app.sql('SELECT id, version, published_month FROM app.recommendation ORDER BY id');
    await runClockAt(app, '2026-04-02T06:00:00Z');
    expect(await app.sql('SELECT id, version, published_month FROM app.recommendation ORDER BY id')).toEqual(
      before,
    );
  });
});

describe('an action that would come alone', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('waits for company, unless it is on the standing list', async () => {
    await recommended(app, [refrigerator(), STANDING]);
    await runClockAt(app, APRIL);
    expect((await actionsOf(app, 'asaco')).map(({ what }) => what)).toEqual([
      'Ouvrir une caisse de solidarité pour les évacuations',
    ]);
  });
});

describe('an action whose words tell of somebody', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('is kept back, and does not count as company', async () => {
    const named = refrigerator({ rec_action: { value: `Aider les enfants Canariba avec 2 sacs de mil` } });
    const dated = refrigerator({ rec_action: { value: 'Payer la garde comme promis le 14 mars 2026' } });
    await recommended(app, [refrigerator(), counted, named, dated]);
    await runClockAt(app, APRIL);
    expect(await actionsOf(app, 'asaco')).toEqual([]);
  });
});

describe('the ASACO’s own screen', () => {
  let app: TestApp;
  let alias = '';
  let id: string | undefined;
  beforeAll(async () => {
    app = await startApp();
    const session = await recommended(app, [...means, bloodOnGuard()]);
    [id] = session.ids;
    alias = await aliasOf(app, id);
    await runClockAt(app, APRIL);
  });
  afterAll(() => app.close());

  const seen = async () => (await actionsOf(app, 'asaco')).find((action) => action.id === alias);

  it('says what, who, by when, where are we, obstacle, decision, and nothing else', async () => {
    expect(await seen()).toEqual({
      id: alias,
      version: 2,
      what: 'Acheter un réfrigérateur et garder 20 ampoules d’ocytocine',
      ownerFunction: 'ASACO_TRESORIER',
      level: 'ASACO',
      placeName: 'CSCom de Nièbala',
      deadline: '2026-05-15',
      publishedMonth: '2026-04',
      progressWord: 'not-started',
      overdue: false,
      obstacle: null,
      decision: null,
      offers: [
        { event: 'accept', reasons: [], irreversible: false, twoPersons: false },
        { event: 'refuse', reasons: [], irreversible: false, twoPersons: false },
      ],
    });
  });

  it('knows an action by an alias that carries no time, never by its record', async () => {
    expect(alias).not.toBe(id);
    expect(alias[14]).toBe('4');
    expect((await as(app, 'asaco').get(`/recommendations/${id ?? ''}`)).status).toBe(403);
    expect((await fire(app, 'asaco', id ?? '', 'accept')).status).toBe(404);
    expect((await fire(app, 'head', alias, 'accept')).status).toBe(404);
    const { items } = ok(await as(app, 'asaco').get<WorklistView>('/tasks'), 'tasks');
    expect(items.map(({ event, subjectId }) => [event, subjectId])).toContainEqual(['accept', alias]);
    expect(items.map(({ subjectId }) => subjectId)).not.toContain(id);
  });

  it('answers with three words: in progress, blocked, done', async () => {
    await walk(app, alias, [
      ['asaco', 'accept'],
      ['asaco', 'start'],
      ['asaco', 'block', { obstacle: 'MONEY', decision: 'Demander à la mairie.' }],
    ]);
    expect(await seen()).toMatchObject({
      progressWord: 'blocked',
      obstacle: 'MONEY',
      decision: 'Demander à la mairie.',
    });
    await walk(app, alias, [
      ['asaco', 'unblock'],
      ['asaco', 'finish', { proof: 'RECEIPT' }],
    ]);
    expect(await seen()).toMatchObject({
      progressWord: 'done',
      obstacle: null,
      offers: [],
    });
    expect((await fire(app, 'asaco', alias, 'verify')).status).toBe(403);
  });

  it('follows what others must do, and leaves the answer to them', async () => {
    const repair = (await actionsOf(app, 'asaco')).find(({ ownerFunction }) => ownerFunction === 'MAIRE');
    expect(repair?.offers).toEqual([]);
    expect((await fire(app, 'asaco', repair?.id ?? '', 'accept')).status).toBe(403);
    await walk(app, repair?.id ?? '', [['mayor', 'accept']]);
  });

  it('shows no decision of the care team: it may tell of the case', async () => {
    const record = id ?? '';
    ok(await fire(app, 'focalPoint', record, 'return', { reason: 'Pas vu chez les Canariba.' }), 'return');
    ok(
      await fire(app, 'focalPoint', record, 'updates', { decision: 'Revoir la famille Canariba.' }),
      'report',
    );
    expect(JSON.stringify(await actionsOf(app, 'asaco'))).not.toContain('Canariba');
  });

  it('writes the alias into the lines of the journal that the member may read', async () => {
    const { items } = ok(await as(app, 'asaco').get<Page<JournalEntryView>>('/journal'), 'journal');
    expect(items.map(({ command }) => command)).toContain('finish');
    expect(items.filter(({ outcome }) => outcome === 'done').map(({ subjectId }) => subjectId)).not.toContain(
      id,
    );
  });

  it('prints the sheet of the meeting on A4', async () => {
    const { status, headers, body } = await as(app, 'asaco').get<Buffer>('/actions/sheet.pdf');
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('application/pdf');
    expect(body.subarray(0, 5).toString()).toBe('%PDF-');
    expect(body.length).toBeGreaterThan(10_000);
    expect((await as(app, 'head').get('/actions/sheet.pdf')).status).toBe(403);
  });

  it('opens nothing of a case', async () => {
    const [row] = await app.sql<{ id: string; audit: string; session: string }>(
      `SELECT c.id, a.id AS audit, a.session_id AS session FROM app.death_case c JOIN app.audit a ON a.case_id = c.id LIMIT 1`,
    );
    const routes = [
      '/cases',
      `/cases/${row?.id ?? ''}`,
      `/cases/${row?.id ?? ''}/file`,
      `/cases/${row?.id ?? ''}/comparison`,
      `/cases/${row?.id ?? ''}/packet`,
      `/audits/${row?.audit ?? ''}`,
      `/sessions/${row?.session ?? ''}`,
      '/recommendations',
      '/seats',
    ];
    for (const route of routes) {
      for (const member of ['asaco', 'mayor'] as const) {
        expect([403, 404]).toContain((await as(app, member).get(route)).status);
      }
    }
  });
});

describe('two worlds that differ only in the case', () => {
  const worlds: TestApp[] = [];
  afterAll(async () => {
    for (const world of worlds) await world.close();
  });

  const ALIASES = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-aaaa-4aaa-8aaa-aaaaaaaaaaaa`);
  const FOLLOWED: Answers = { rec_problem: { value: 'Un fait de la première histoire.' } };

  /** The same actions from another death: other woman, other day, other story, other cause, other words of the care team. */
  async function world(options: GivenOptions, problem: Answers, told: string): Promise<TestApp> {
    const app = await startApp();
    worlds.push(app);
    const answers = [...means, bloodOnGuard()].map((one) => ({ ...one, ...problem }));
    const session = await recommended(app, answers, options);
    for (const [index, id] of session.ids.entries()) {
      await app.sql(
        'UPDATE app.task SET subject_id = $2 FROM app.recommendation r WHERE r.id = $1 AND subject_id = r.alias',
        [id, ALIASES[index]],
      );
      await app.sql('UPDATE app.recommendation SET alias = $2 WHERE id = $1', [id, ALIASES[index]]);
    }
    await runClockAt(app, APRIL);
    const [, , , blood = ''] = session.ids;
    ok(await fire(app, 'focalPoint', blood, 'accept', { reason: told }), 'accept');
    ok(await fire(app, 'focalPoint', blood, 'updates', { progress: 20, decision: told }), 'report');
    await walk(app, ALIASES[0] ?? '', [
      ['asaco', 'accept'],
      ['asaco', 'block', { obstacle: 'MONEY', decision: 'Demander à la mairie.' }],
    ]);
    return app;
  }

  async function everything(app: TestApp, member: CastMember): Promise<string> {
    const [row] = await app.sql<{ id: string }>('SELECT id FROM app.death_case LIMIT 1');
    const routes = [
      '/session',
      '/actions',
      '/tasks',
      '/recommendations',
      ...ALIASES.map((alias) => `/recommendations/${alias}`),
      '/cases',
      `/cases/${row?.id ?? ''}`,
      '/audits',
      '/seats',
      '/sessions',
      '/draws',
      '/approvals',
      '/journal',
      '/settings',
      '/places',
    ];
    const answers = [];
    for (const route of routes) {
      const { status, text } = await as(app, member).get(route);
      answers.push(`${route.replace(row?.id ?? '', 'CASE')} ${String(status)} ${withoutChance(text)}`);
    }
    const stale = await as(app, member).post(
      `/recommendations/${ALIASES[0] ?? ''}/accept`,
      {},
      { version: 1 },
    );
    answers.push(`stale ${String(stale.status)} ${withoutChance(stale.text)}`);
    return answers.join('\n');
  }

  /** Numbers of requests and ids of tasks are drawn at random; nothing else is. */
  function withoutChance(text: string): string {
    return text
      .replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')
      .replaceAll(/"line":"[\w-]{40,}"/g, '"line":""')
      .replaceAll(/"id":"[0-9a-f]{8}-[0-9a-f]{4}-7[^"]*"/g, '"id":""');
  }

  it('look the same, byte for byte, to the ASACO, the town hall and the partner', async () => {
    const one = await world({}, FOLLOWED, 'La femme de vingt-neuf ans du centre.');
    const other = await world(
      {
        identity: { deceased_name: 'Anastasie Autremonde' },
        answers: {
          age_years: { value: 38 },
          gestational_weeks: { value: 33 },
          residence_status: { value: 'IDP' },
        },
      },
      { rec_problem: { value: 'Une tout autre histoire, une autre nuit.' } },
      'La dame déplacée arrivée de nuit.',
    );
    for (const member of ['asaco', 'mayor', 'referralOwner', 'partner'] as const) {
      const seen = await everything(one, member);
      expect(await everything(other, member)).toBe(seen);
      for (const canary of [
        ...Object.values(CANARIES),
        'DNB-',
        'O72',
        'MM3',
        'vingt-neuf',
        'histoire',
        '2026-03-14',
      ]) {
        expect(seen).not.toContain(canary);
      }
    }
  }, 30_000);

  it('would be told apart by a planted leak, and by those who may know the case', async () => {
    const [one, other] = worlds;
    if (one === undefined || other === undefined) throw new Error('two worlds');
    expect(await everything(other, 'focalPoint')).not.toBe(await everything(one, 'focalPoint'));
    await other.sql(`UPDATE app.recommendation SET action = action || ' ' WHERE alias = $1`, [ALIASES[1]]);
    expect(await everything(other, 'asaco')).not.toBe(await everything(one, 'asaco'));
  });
});
