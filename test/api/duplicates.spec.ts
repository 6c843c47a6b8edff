import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView, DuplicateWarning } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { Vault } from '../../backend/src/platform/vault/vault.js';
import { as, newId } from '../support/api.js';
import { runClock } from '../support/given-audits.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aNotifiedDeath,
  inThePlaces,
  newNumber,
  notificationOf,
  pageOf,
  standAtNotification,
  type NotifyAnswer,
} from '../support/given.js';
import type { CastMember } from '../support/people.js';
import { m1 } from '../support/worked-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let day = 0;
/** Deaths of one story lie in a month of their own, so that stories do not resemble each other. */
function ownMonth(): string {
  day += 1;
  const year = 2025 - Math.floor((day - 1) / 12);
  return `${String(year)}-${String(((day - 1) % 12) + 1).padStart(2, '0')}`;
}

const on = (date: string): Readonly<Record<string, Answers[string] | null>> => ({
  death_date: { value: date },
  death_known_date: { value: `${date}T12:00` },
  preg_end_date: { value: date },
  late_reason: { value: 'NETWORK' },
});

async function notify(
  by: CastMember,
  changes: Readonly<Record<string, Answers[string] | null>>,
  identity: Readonly<Record<string, string>> = {},
): Promise<NotifyAnswer> {
  const worked = await inThePlaces(app, m1);
  standAtNotification(app, worked);
  const body = { id: newId(), number: newNumber(), answers: notificationOf(worked, changes), identity };
  const answer = await as(app, by).post<NotifyAnswer>('/cases', body);
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

describe('warning of a duplicate', () => {
  it('shows a resembling case to who may see it', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`));
    const second = await notify('head', on(`${month}-12`));
    expect(first.warning).toEqual({ visible: [], elsewhere: false });
    expect(second.warning).toEqual({
      visible: [
        { id: first.id, number: first.number, deathDate: `${month}-10`, placeName: 'CSRéf de Kolomba' },
      ],
      elsewhere: false,
    });
  });

  it('tells somebody outside nothing but to call the focal point', async () => {
    const month = ownMonth();
    const csref = { value: String(await app.place('CSREF-DEMO')) };
    const first = await notify('referralMidwife', { ...on(`${month}-10`), facility_id: csref });
    const relais = await notify('relais', on(`${month}-10`));
    expect(relais.warning).toEqual({ visible: [], elsewhere: true });
    expect(JSON.stringify(relais)).not.toContain(first.number);
  });

  it.each<[string, Readonly<Record<string, Answers[string]>>, boolean]>([
    ['four days later', {}, false],
    ['three years older', { age_years: { value: 32 } }, false],
    ['two years older', { age_years: { value: 31 } }, true],
  ])('%s', async (what, changes, warned) => {
    const month = ownMonth();
    await notify('midwife', on(`${month}-10`));
    const date = what === 'four days later' ? `${month}-14` : `${month}-10`;
    const { warning } = await notify('midwife', { ...on(date), ...changes });
    expect(warning.visible.length > 0).toBe(warned);
  });

  it('knows the parity once it is documented', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`));
    await as(app, 'focalPoint').post(`/cases/${first.id}/confirm`, { kind: 'MAT' }, { version: 1 });
    await as(app, 'midwife').patch(`/cases/${first.id}/forms/maternal_review`, {
      patches: [{ question: 'parity', base: null, value: { value: 3 } }],
    });
    const [row] = await app.sql<{ parity: number }>('SELECT parity FROM app.death_case WHERE id = $1', [
      first.id,
    ]);
    expect(row?.parity).toBe(3);
  });

  it('tells a newborn apart by sex and weight', async () => {
    const month = ownMonth();
    const baby = (sex: string, grams: number): Readonly<Record<string, Answers[string] | null>> => ({
      ...on(`${month}-10`),
      death_category: { value: 'NND' },
      age_years: null,
      pregnancy_status: null,
      pregnancy_outcome: null,
      preg_end_date: null,
      age_days: { value: 3 },
      sex: { value: sex },
      birth_weight_g: { value: grams },
    });
    await notify('midwife', baby('F', 3000));
    expect((await notify('midwife', baby('F', 3150))).warning.visible).toHaveLength(1);
    expect((await notify('midwife', baby('M', 3000))).warning.visible).toHaveLength(0);
    expect((await notify('midwife', baby('F', 3600))).warning.visible).toHaveLength(0);
  });

  it('answers while F1 is typed, and writes nothing', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`));
    const worked = await inThePlaces(app, m1);
    const ask = (answers: object) => as(app, 'midwife').post<DuplicateWarning>('/cases/similar', { answers });
    const typed = await ask({ ...notificationOf(worked), ...on(`${month}-11`) });
    expect([typed.status, typed.body.visible.map(({ id }) => id)]).toEqual([200, [first.id]]);
    expect((await ask({})).body).toEqual({ visible: [], elsewhere: false });
    expect((await ask({ death_date: { value: 'hier' }, facility_id: { value: 'x' } })).status).toBe(200);
    expect((await as(app, 'asaco').post('/cases/similar', { answers: {} })).status).toBe(403);
  });
});

describe('a look for duplicates that knows names', () => {
  const AN_HOUR = 3_600_000;
  const named = (deceased_name: string) => ({ deceased_name });
  const resembling = async (by: CastMember, id: string) =>
    (await pageOf(app, by, id)).resembling.map(({ number, likelihood }) => [number, likelihood]);
  /** Of the district, far from V16: five years younger. */
  const younger = { age_years: { value: 24 } };
  const compared = async (): Promise<void> => {
    // Whoever notifies sets the clock back: what was compared before was compared long ago.
    await app.sql(`UPDATE app.death_case SET compared_at = '2020-01-01' WHERE compared_at IS NOT NULL`);
    app.clock.advance(AN_HOUR);
    await runClock(app);
  };
  const isCompared = async (id: string): Promise<boolean> =>
    (await app.sql('SELECT FROM app.death_case WHERE id = $1 AND compared_at IS NOT NULL', [id])).length > 0;
  const marksOf = (id: string) =>
    app.sql<{ sort: string; hash: Buffer; key: string }>(
      `SELECT m.sort, m.hash, m.master_key_id AS key FROM vault.name_mark m JOIN app.death_case c ON c.subject_ref = m.ref
       WHERE c.id = $1 ORDER BY m.sort, m.hash`,
      [id],
    );

  it('weighs them: the same name joins, another one puts last, and a family name alone joins nobody', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`), named('Fatoumata Traoré'));
    const same = await notify('midwife', on(`${month}-11`), named('TRAORE Fatoumata'));
    const other = await notify('midwife', on(`${month}-12`), named('Aminata Koné'));
    const misdated = await notify('head', { ...on(`${month}-20`), ...younger }, named('Traoray Fatoumata'));
    const family = await notify('head', { ...on(`${month}-20`), ...younger }, named('Assétou Traoré'));
    await compared();
    expect(await resembling('focalPoint', first.id)).toEqual([
      [same.number, 'likely'],
      [misdated.number, 'possible'],
      [other.number, 'unlikely'],
    ]);
    expect((await resembling('focalPoint', family.id)).map(([number]) => number)).toEqual([misdated.number]);
  });

  it('tells nobody but who may mark the duplicate, and never a name or its marks', async () => {
    const month = ownMonth();
    const first = await notify('midwife', on(`${month}-10`), named('Kadidia Samaké'));
    const second = await notify('relais', on(`${month}-11`), named('Kadija Samake'));
    await compared();
    const page = await as(app, 'focalPoint').get<CaseView>(`/cases/${first.id}`);
    expect(page.body.resembling.map(({ number }) => number)).toEqual([second.number]);
    const marks = await marksOf(first.id);
    expect(marks.length).toBeGreaterThan(4);
    for (const secret of ['Samak', 'samak', 'Kadi', ...marks.map(({ hash }) => hash.toString('hex'))]) {
      expect(page.text).not.toContain(secret);
    }
    for (const by of ['midwife', 'head', 'referralHead'] as const) {
      expect(await resembling(by, first.id)).toEqual([]);
    }
    expect(await resembling('relais', second.id)).toEqual([]);
    await as(app, 'focalPoint').post(
      `/cases/${second.id}/mark-duplicate`,
      { of: first.number, reason: 'Même femme' },
      { version: 1 },
    );
    expect(await resembling('focalPoint', first.id)).toEqual([]);
  });

  it('is no oracle: who notifies is answered the same whatever the name, and nothing is compared meanwhile', async () => {
    const csref = { value: String(await app.place('CSREF-DEMO')) };
    /** What a relais learns, in a month of its own where somebody of the CSRéf is called Hawa Doumbia. */
    const learnt = async (name: string) => {
      const month = ownMonth();
      const there = { ...on(`${month}-20`), ...younger, facility_id: csref };
      const known = await notify('referralMidwife', there, named('Hawa Doumbia'));
      await compared();
      const { warning, id } = await notify('relais', on(`${month}-10`), named(name));
      const before = [(await marksOf(id)).length, await isCompared(id)];
      await compared();
      const found = await resembling('focalPoint', known.id);
      const { resembling: told, links, offers } = await pageOf(app, 'relais', id);
      return { found: found.length, learnt: { warning, before, told, links, offers } };
    };
    const [hit, miss] = [await learnt('Awa Dumbia'), await learnt('Rokia Cissé')];
    expect([hit.found, miss.found]).toEqual([1, 0]);
    expect(hit.learnt).toEqual(miss.learnt);
    expect(hit.learnt).toMatchObject({
      warning: { visible: [], elsewhere: false },
      before: [0, false],
      told: [],
    });
    const typed = { answers: {}, identity: named('Hawa Doumbia') };
    expect((await as(app, 'relais').post('/cases/similar', typed)).status).toBe(422);
  });

  it('compares twenty deaths of one notifier in an hour, counted in the database', async () => {
    const month = ownMonth();
    await compared();
    for (let n = 0; n < 22; n += 1) await notify('relais', on(`${month}-10`), named('Coumba Sidibé'));
    const left = async () =>
      (
        await app.sql<{ n: number }>(
          'SELECT count(*)::int AS n FROM app.death_case WHERE compared_at IS NULL',
        )
      )[0]?.n;
    await runClock(app);
    expect(await left()).toBe(2);
    await runClock(app);
    expect(await left()).toBe(2);
    app.clock.advance(AN_HOUR);
    await runClock(app);
    expect(await left()).toBe(0);
  });

  it('forgets whoever is erased, and cannot find somebody of another time by the marks', async () => {
    const [month, , later] = [ownMonth(), ownMonth(), ownMonth()];
    const one = await notify('midwife', on(`${month}-10`), named('Djénéba Sangaré'));
    const near = await notify('midwife', on(`${month}-11`), named('Jeneba Sangare'));
    const late = await notify('midwife', on(`${later}-28`), named('Djénéba Sangaré'));
    const beside = await notify('midwife', on(`${later}-28`), named('Djénéba Sangaré'));
    await compared();
    const hashes = async (id: string) => (await marksOf(id)).map(({ hash }) => hash.toString('hex'));
    const [own, close, far] = [await hashes(one.id), await hashes(near.id), await hashes(late.id)];
    expect(own).toEqual(close);
    expect(own.filter((hash) => far.includes(hash))).toEqual([]);
    expect(await resembling('focalPoint', late.id)).toEqual([[beside.number, 'likely']]);
    const [row] = await app.sql<{ ref: string }>(
      'SELECT subject_ref AS ref FROM app.death_case WHERE id = $1',
      [one.id],
    );
    await app.nest.get(Vault).destroy(row?.ref ?? '');
    expect(await hashes(one.id)).toEqual([]);
  });

  it('goes on while the master key is renewed: old marks go, new ones are made from the identities', async () => {
    const month = ownMonth();
    const one = await notify('midwife', on(`${month}-10`), named('Bintou Keïta'));
    await notify('midwife', on(`${month}-11`), named('Bintou Keïta'));
    await compared();
    // As the old key left them: nothing that is made with another key equals them.
    await app.sql(
      `UPDATE vault.name_mark m SET master_key_id = 'before', hash = sha256(m.hash) FROM app.death_case c
       WHERE c.subject_ref = m.ref AND c.id = $1`,
      [one.id],
    );
    const third = await notify('midwife', on(`${month}-12`), named('Binthou Keita'));
    await compared();
    expect((await resembling('focalPoint', third.id)).map(([, likelihood]) => likelihood)).toEqual([
      'likely',
      'likely',
    ]);
    expect(new Set((await marksOf(one.id)).map(({ key }) => key))).not.toContain('before');
  });
});

describe('marking a duplicate', () => {
  const mark = (by: CastMember, { id, version }: { id: string; version: number }, body: object) =>
    as(app, by).post<Receipt & ProblemDocument>(`/cases/${id}/mark-duplicate`, body, { version });

  it('names the case that is kept, as people type its number', async () => {
    const [kept, doubled] = [await aNotifiedDeath(app), await aNotifiedDeath(app)];
    const typed = kept.number.toLowerCase().replaceAll('-', ' ');
    expect((await mark('focalPoint', doubled, { of: typed })).status).toBe(201);
    const page = await pageOf(app, 'focalPoint', doubled.id);
    expect(page).toMatchObject({ state: 'duplicate', duplicateOf: kept.number });
    expect(page.offers.map(({ event }: CaseView['offers'][number]) => event)).toEqual([
      'unmark-duplicate',
      'erase-identity',
    ]);
    expect(await app.sql('SELECT event FROM app.task WHERE case_id = $1', [doubled.id])).toEqual([]);
  });

  it('refuses itself, a duplicate, a number of nobody and a case out of sight', async () => {
    const [one, two, three] = [
      await aNotifiedDeath(app),
      await aNotifiedDeath(app),
      await aNotifiedDeath(app),
    ];
    await mark('focalPoint', two, { of: one.number });
    await app.sql(
      `UPDATE app.death_case SET district_id = (SELECT id FROM app.place WHERE code = 'DISTRICT-DEMO-2') WHERE id = $1`,
      [one.id],
    );
    for (const number of [three.number, two.number, newNumber(), 'DNB-00000000-1', one.number]) {
      const answer = await mark('focalPoint', three, { of: number });
      expect([number, answer.status, answer.body.code]).toEqual([number, 422, 'duplicate.unknown']);
    }
    expect((await mark('referralHead', three, { of: one.number })).status).toBe(403);
  });

  it('is undone with a reason', async () => {
    const [kept, doubled] = [await aNotifiedDeath(app), await aNotifiedDeath(app)];
    const marked = await mark('focalPoint', doubled, { of: kept.number });
    const unmark = (body: object) =>
      as(app, 'focalPoint').post<Receipt & ProblemDocument>(`/cases/${doubled.id}/unmark-duplicate`, body, {
        version: marked.body.version,
      });
    expect((await unmark({})).body.reasons?.map(({ code }) => code)).toEqual(['case.reason-missing']);
    expect((await unmark({ reason: 'Deux femmes différentes' })).status).toBe(201);
    expect(await pageOf(app, 'focalPoint', doubled.id)).toMatchObject({
      state: 'notified',
      duplicateOf: null,
    });
  });
});
