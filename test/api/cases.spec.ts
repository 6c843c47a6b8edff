import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseRow, CaseView } from '../../backend/src/domain/cases/case.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, visitor } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aConfirmedDeath,
  aDocumentedCase,
  aFrozenCase,
  aNotifiedDeath,
  inThePlaces,
  newNumber,
  notificationOf,
  pageOf,
  standAtNotification,
} from '../support/given.js';
import type { CastMember } from '../support/people.js';
import { m1, m2 } from '../support/worked-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const HOUR = 3_600_000;
const fieldsOf = (problem: ProblemDocument) => (problem.fields ?? []).map(({ field, code }) => [field, code]);
const offersOf = (page: CaseView) => page.offers.map(({ event }) => event);

async function sent(changes: Parameters<typeof notificationOf>[1] = {}, more: object = {}) {
  const worked = await inThePlaces(app, m1);
  standAtNotification(app, worked);
  return {
    id: newId(),
    number: newNumber(),
    answers: notificationOf(worked, changes),
    identity: {},
    ...more,
  };
}

describe('notifying a death', () => {
  it('gives a receipt, the number and what waits for whom', async () => {
    const { id, number } = await aNotifiedDeath(app);
    const page = await pageOf(app, 'midwife', id);
    expect(page).toMatchObject({
      number,
      state: 'notified',
      round: 1,
      version: 1,
      kind: 'MAT',
      placeName: 'CSRéf de Kolomba',
      facts: { age: '29 years', pregnancy: 'PP42', deathPlace: 'CSREF', deathAt: '2026-03-14T09:30' },
      waitingFor: { role: 'focal-point', event: 'confirm' },
    });
    const tasks = await app.sql(
      `SELECT event, role, p.code, to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS due
       FROM app.task t JOIN app.place p ON p.id = t.place_id WHERE case_id = $1 ORDER BY role`,
      [id],
    );
    expect(tasks).toEqual([
      { event: 'confirm', role: 'centre-head', code: 'CSREF-DEMO', due: '2026-03-17 16:10' },
      { event: 'confirm', role: 'focal-point', code: 'DISTRICT-DEMO', due: '2026-03-17 16:10' },
    ]);
  });

  it('keeps the names in the vault and nowhere else', async () => {
    const { id } = await aNotifiedDeath(app);
    for (const table of [
      'app.death_case',
      'app.case_draft',
      'app.case_event',
      'app.task',
      'app.idempotency',
      'trail.entry',
    ]) {
      const [found] = await app.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} t WHERE t::text ~ 'Canariba|76543210|1997-01-13'`,
      );
      expect([table, found?.n]).toEqual([table, 0]);
    }
    const [kept] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM vault.field f JOIN app.death_case c ON c.subject_ref = f.ref WHERE c.id = $1`,
      [id],
    );
    expect(kept?.n).toBe(4);
  });

  it.each<[CastMember, object]>([
    ['relais', {}],
    ['matrone', {}],
    ['head', {}],
    ['focalPoint', {}],
  ])('is open to %s', async (member) => {
    const answer = await as(app, member).post('/cases', await sent());
    expect(answer.status).toBe(201);
  });

  it.each<[CastMember]>([
    ['asaco'],
    ['region'],
    ['national'],
    ['coordinator'],
    ['reviewerOne'],
    ['admin'],
    ['nobody'],
  ])('is closed to %s', async (member) => {
    const answer = await as(app, member).post<ProblemDocument>('/cases', await sent());
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
  });

  it('asks for a session', async () => {
    expect((await visitor(app).post('/cases', await sent())).status).toBe(401);
  });

  it('refuses a reporting facility where the person does not work', async () => {
    const elsewhere = { facility_id: { value: String(await app.place('CSCOM-DEMO-03')) } };
    for (const member of ['midwife', 'relais', 'focalPoint'] as const) {
      const answer = await as(app, member).post<ProblemDocument>('/cases', await sent(elsewhere));
      expect([answer.status, fieldsOf(answer.body)]).toEqual([
        422,
        [['answers.facility_id', 'place.not-yours']],
      ]);
    }
  });

  it('names every wrong or missing answer, in both languages, and writes nothing', async () => {
    const body = await sent({
      death_date: { value: '2026-04-14' },
      age_years: { value: 7 },
      reporter_type: null,
      channel: { value: 'PIGEON' },
      weather: { value: 'RAIN' },
      village_code: { value: '999999' },
    });
    const answer = await as(app, 'midwife').post<ProblemDocument>('/cases', {
      ...body,
      answers: { ...body.answers, village_code: notificationOf(await inThePlaces(app, m1))['village_code'] },
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'answers.refused']);
    expect(fieldsOf(answer.body)).toEqual(
      expect.arrayContaining([
        ['answers.weather', 'UNKNOWN'],
        ['answers.death_date', 'V01.death_date'],
        ['answers.age_years', 'V05.age_years'],
        ['answers.channel', 'CODE'],
        ['answers.reporter_type', 'field.required'],
      ]),
    );
    expect(answer.body.detail.fr).not.toBe('');
    const unknown = await as(app, 'midwife').post<ProblemDocument>(
      '/cases',
      await sent({ village_code: { value: '999999' } }),
    );
    expect(fieldsOf(unknown.body)).toEqual([['answers.village_code', 'place.unknown']]);
    const [left] = await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM app.death_case WHERE id = $1',
      [body.id],
    );
    expect(left?.n).toBe(0);
  });

  it.each([
    [{ number: 'DNB-00000000-1' }, 'number.malformed', 'number'],
    [{ answers: [] }, 'request.invalid', 'answers'],
    [{ identity: { deceased_name: 'x'.repeat(81) } }, 'request.invalid', 'identity.deceased_name'],
    [{ identity: { contact_phone: '76543210' } }, 'answers.refused', 'identity.contact_phone'],
    [{ identity: { dob: '2026-05-01' } }, 'answers.refused', 'identity.dob'],
    [{ identity: { grade: 'x' } }, 'request.invalid', 'identity.grade'],
    [{ id: '7' }, 'request.invalid', 'id'],
    [{ surprise: true }, 'request.invalid', 'surprise'],
  ])('refuses the envelope %j', async (wrong, code, field) => {
    const answer = await as(app, 'midwife').post<ProblemDocument>('/cases', await sent({}, wrong));
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    expect(answer.body.fields?.map((fault) => fault.field)).toContain(field);
  });

  it('refuses names among the answers', async () => {
    const answer = await as(app, 'midwife').post<ProblemDocument>(
      '/cases',
      await sent({ deceased_name: { value: 'Awa' } }),
    );
    expect([answer.status, answer.body.code]).toEqual([422, 'identity.in-answers']);
    expect(answer.text).not.toContain('Awa');
  });

  it('takes an id and a number once', async () => {
    const first = await sent();
    await as(app, 'midwife').post('/cases', first);
    const sameId = await as(app, 'midwife').post<ProblemDocument>('/cases', await sent({}, { id: first.id }));
    const sameNumber = await as(app, 'midwife').post<ProblemDocument>(
      '/cases',
      await sent({}, { number: first.number }),
    );
    expect([sameId.status, sameId.body.code]).toEqual([409, 'id.taken']);
    expect([sameNumber.status, sameNumber.body.code]).toEqual([409, 'number.taken']);
  });

  it('answers a repeated request with the first receipt, and refuses the key for another body', async () => {
    const body = await sent();
    const key = newId();
    const first = await as(app, 'midwife').post<Receipt>('/cases', body, { key });
    const again = await as(app, 'midwife').post<Receipt>('/cases', body, { key });
    const other = await as(app, 'midwife').post<ProblemDocument>(
      '/cases',
      { ...body, number: newNumber() },
      { key },
    );
    expect(again.body).toMatchObject({ id: first.body.id, version: 1, receipt: first.body.receipt });
    expect([other.status, other.body.code]).toEqual([409, 'idempotency.conflict']);
  });

  it('asks why it comes late, and keeps the reason', async () => {
    const late = { notified_at: { value: '2026-03-16T10:00' } };
    const body = await sent(late);
    app.clock.set(new Date('2026-03-16T10:00:00Z'));
    const refused = await as(app, 'midwife').post<ProblemDocument>('/cases', body);
    expect([refused.status, refused.body.code]).toEqual([422, 'late-reason.missing']);
    const answers = { ...body.answers, late_reason: { value: 'NETWORK' } };
    const taken = await as(app, 'midwife').post<Receipt>('/cases', { ...body, answers });
    expect(taken.status).toBe(201);
    const page = await pageOf(app, 'midwife', taken.body.id);
    expect(page.clocks.find(({ name }) => name === 'notification')).toMatchObject({
      reason: 'NETWORK',
      metAt: '2026-03-16T10:00',
    });
    expect(page.timeline[0]).toMatchObject({ event: 'notify', late: true });
  });

  it('takes its limit from the nearest setting', async () => {
    await app.sql(
      `INSERT INTO app.setting (place_id, key, value) VALUES ($1, 'notification.facility-hours', '6')`,
      [await app.place('DISTRICT-DEMO')],
    );
    const refused = await as(app, 'midwife').post<ProblemDocument>('/cases', await sent());
    await app.sql('DELETE FROM app.setting');
    expect([refused.status, refused.body.code]).toEqual([422, 'late-reason.missing']);
    expect((await as(app, 'midwife').post('/cases', await sent())).status).toBe(201);
  });

  it('does not believe a phone that runs ahead', async () => {
    const answer = await as(app, 'midwife').post<Receipt>(
      '/cases',
      await sent({ notified_at: { value: '2026-03-20T00:00' } }),
    );
    const page = await pageOf(app, 'midwife', answer.body.id);
    expect(page.reportedAt).toBe('2026-03-14T16:10');
  });

  it('suspects a maternal death while the pregnancy is unknown', async () => {
    const unknown = {
      death_category: { value: 'WRA' },
      pregnancy_status: { value: 'UNK' },
      pregnancy_outcome: null,
      preg_end_date: null,
      gestational_weeks: null,
      multiple: null,
    } as const;
    const suspected = await as(app, 'midwife').post<Receipt>('/cases', await sent(unknown));
    const not = await as(app, 'midwife').post<Receipt>(
      '/cases',
      await sent({ ...unknown, pregnancy_status: { value: 'NOT' } }),
    );
    expect((await pageOf(app, 'midwife', suspected.body.id)).kind).toBe('MAT');
    expect((await pageOf(app, 'midwife', not.body.id)).kind).toBe('WRA');
  });

  it('makes the facility of the death responsible, else the one that notifies', async () => {
    const evacuated = await aNotifiedDeath(app);
    const onTheWay = await aNotifiedDeath(app, {
      worked: m2,
      answers: { late_reason: { value: 'NETWORK' } },
    });
    expect((await pageOf(app, 'head', evacuated.id)).placeName).toBe('CSRéf de Kolomba');
    expect((await pageOf(app, 'head', onTheWay.id)).placeName).toBe('CSCom de Nièbala');
  });
});

describe('confirming', () => {
  it('is done by the focal point or the head of the responsible facility', async () => {
    for (const member of ['focalPoint', 'referralHead'] as const) {
      const { id, version } = await aNotifiedDeath(app);
      const answer = await as(app, member).post<Receipt>(
        `/cases/${id}/confirm`,
        { kind: 'MAT' },
        { version },
      );
      expect([answer.status, answer.body.version]).toEqual([201, 2]);
      expect((await pageOf(app, member, id)).state).toBe('documenting');
    }
  });

  it('opens the file for every facility of the path, and the freeze for the head', async () => {
    const { id } = await aConfirmedDeath(app);
    const tasks = await app.sql(
      `SELECT event, role, p.code FROM app.task t JOIN app.place p ON p.id = t.place_id WHERE case_id = $1 ORDER BY event, p.code`,
      [id],
    );
    expect(tasks).toEqual([
      { event: 'document', role: 'clinician', code: 'CSCOM-DEMO-01' },
      { event: 'document', role: 'clinician', code: 'CSREF-DEMO' },
      { event: 'freeze', role: 'centre-head', code: 'CSREF-DEMO' },
    ]);
  });

  it.each<[CastMember, number]>([
    ['midwife', 403],
    ['head', 403],
    ['relais', 403],
    ['otherFocalPoint', 404],
    ['otherHead', 404],
  ])('is refused to %s with %p', async (member, status) => {
    const { id, version } = await aNotifiedDeath(app);
    const answer = await as(app, member).post(`/cases/${id}/confirm`, { kind: 'MAT' }, { version });
    expect(answer.status).toBe(status);
    expect((await pageOf(app, 'focalPoint', id)).state).toBe('notified');
  });

  it('is refused for a kind the facts do not allow', async () => {
    const { id, version } = await aNotifiedDeath(app, {
      answers: { pregnancy_status: { value: 'NOT' }, preg_end_date: null },
    });
    const answer = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/confirm`,
      { kind: 'MAT' },
      { version },
    );
    expect([answer.status, answer.body.code]).toEqual([409, 'refused']);
    expect(answer.body.reasons?.map(({ code }) => code)).toEqual(['case.not-eligible']);
    expect(answer.body.reasons?.[0]?.fr).not.toBe('');
    const page = await pageOf(app, 'focalPoint', id);
    expect(page.offers.find(({ event }) => event === 'confirm')?.reasons).toEqual(['case.not-eligible']);
    const wrong = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/confirm`,
      { kind: 'WRA' },
      { version },
    );
    expect([wrong.status, fieldsOf(wrong.body)]).toEqual([422, [['kind', 'field.code']]]);
  });

  it('is refused from another state, and on a version that is not the last', async () => {
    const { id, version } = await aConfirmedDeath(app);
    const twice = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/confirm`,
      { kind: 'MAT' },
      { version },
    );
    expect([twice.status, twice.body.reasons?.map(({ code }) => code)]).toEqual([409, ['case.wrong-state']]);
    const stale = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/confirm`,
      { kind: 'MAT' },
      { version: 1 },
    );
    expect([stale.status, stale.body.code]).toEqual([409, 'stale']);
    expect(stale.body.current).toMatchObject({ id, state: 'documenting', version });
    const blind = await as(app, 'focalPoint').post<ProblemDocument>(`/cases/${id}/confirm`, { kind: 'MAT' });
    expect([blind.status, blind.body.code]).toEqual([422, 'version.missing']);
  });

  it('has one winner when two confirm at once', async () => {
    const { id, version } = await aNotifiedDeath(app);
    const answers = await Promise.all(
      (['focalPoint', 'referralHead'] as const).map((member) =>
        as(app, member).post<ProblemDocument>(`/cases/${id}/confirm`, { kind: 'MAT' }, { version }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('stale');
    const events = await app.sql('SELECT event FROM app.case_event WHERE case_id = $1 ORDER BY seq', [id]);
    expect(events).toEqual([{ event: 'notify' }, { event: 'confirm' }]);
  });
});

describe('the death of a newborn', () => {
  it('is confirmed as its own kind, and frozen only once its review is written', async () => {
    const baby = {
      death_category: { value: 'NND' },
      age_years: null,
      pregnancy_status: null,
      pregnancy_outcome: null,
      preg_end_date: null,
      age_days: { value: 3 },
      sex: { value: 'F' },
    } as const;
    const { id, version } = await aNotifiedDeath(app, { answers: baby });
    const confirm = (kind: string) =>
      as(app, 'focalPoint').post<Receipt & ProblemDocument>(`/cases/${id}/confirm`, { kind }, { version });
    expect((await confirm('SB')).body.reasons?.map(({ code }) => code)).toEqual(['case.not-eligible']);
    const confirmed = await confirm('NND');
    expect(confirmed.status).toBe(201);
    expect(
      await app.sql('SELECT event FROM app.task WHERE case_id = $1 ORDER BY event', [id]),
    ).toContainEqual({ event: 'document' });
    const frozen = await as(app, 'referralHead').post<ProblemDocument>(
      `/cases/${id}/freeze`,
      { namesSeen: false },
      { version: confirmed.body.version },
    );
    expect([frozen.status, frozen.body.reasons?.map(({ code }) => code)]).toEqual([
      409,
      ['case.core-unanswered', 'case.incomplete'],
    ]);
  });
});

describe('setting a case aside', () => {
  it('is discarded by the focal point, with its code and reason', async () => {
    const { id, version } = await aNotifiedDeath(app);
    const silent = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/discard`,
      { reasonCode: 'LIVE' },
      { version },
    );
    expect(silent.body.reasons?.map(({ code }) => code)).toEqual(['case.reason-missing']);
    const head = await as(app, 'referralHead').post(
      `/cases/${id}/discard`,
      { reasonCode: 'LIVE', reason: 'x' },
      { version },
    );
    expect(head.status).toBe(403);
    const done = await as(app, 'focalPoint').post(
      `/cases/${id}/discard`,
      { reasonCode: 'LIVE', reason: 'La femme est vivante' },
      { version },
    );
    expect(done.status).toBe(201);
    const page = await pageOf(app, 'focalPoint', id);
    expect([page.state, offersOf(page)]).toEqual(['discarded', ['reopen', 'erase-identity']]);
    const [draft] = await app.sql<{ verification: string; reason: string }>(
      `SELECT answers #>> '{verification,value}' AS verification, answers #>> '{discard_reason,value}' AS reason
       FROM app.case_draft WHERE case_id = $1`,
      [id],
    );
    expect(draft).toEqual({ verification: 'NOT_CASE', reason: 'LIVE' });
    expect(await app.sql('SELECT event FROM app.task WHERE case_id = $1', [id])).toEqual([]);
  });
});

describe('putting a case on hold', () => {
  it('stops its clocks until the role of the setting lifts it', async () => {
    const { id, version } = await aConfirmedDeath(app);
    const due = async () =>
      (
        await app.sql<{ due: Date }>(
          `SELECT due_at AS due FROM app.task WHERE case_id = $1 AND event = 'freeze'`,
          [id],
        )
      )[0]?.due;
    const before = await due();
    const noRoute = await as(app, 'midwife').post<ProblemDocument>(`/cases/${id}/hold`, {}, { version });
    expect(noRoute.body.reasons?.map(({ code }) => code)).toEqual(['case.route-missing']);
    const held = await as(app, 'midwife').post<Receipt>(
      `/cases/${id}/hold`,
      { route: 'safeguarding' },
      { version },
    );
    expect(held.status).toBe(201);
    const page = await pageOf(app, 'focalPoint', id);
    expect(page).toMatchObject({ onHold: true, state: 'documenting', hold: { route: 'safeguarding' } });
    expect(page.offers.find(({ event }) => event === 'discard')?.reasons).toEqual(['case.on-hold']);
    const blocked = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/discard`,
      { reasonCode: 'AGE', reason: 'x' },
      { version: held.body.version },
    );
    expect(blocked.body.reasons?.map(({ code }) => code)).toEqual(['case.on-hold']);
    app.clock.advance(50 * HOUR);
    const lifted = await as(app, 'focalPoint').post<Receipt>(
      `/cases/${id}/lift-hold`,
      { reason: 'Enquête terminée' },
      { version: held.body.version },
    );
    expect(lifted.status).toBe(201);
    const after = await due();
    expect(Number(after) - Number(before)).toBe(50 * HOUR);
    const clocks = (await pageOf(app, 'focalPoint', id)).clocks;
    expect(clocks.find(({ name }) => name === 'audit')?.due).toBe('2026-03-23T11:30');
    expect(clocks.find(({ name }) => name === 'confirmation')?.due).toBe('2026-03-17T16:10');
  });
});

describe('transferring a case', () => {
  it('hands it to another centre of the district, or to the referral centre of another', async () => {
    const { id, version } = await aNotifiedDeath(app, {
      worked: m2,
      answers: { late_reason: { value: 'NETWORK' } },
    });
    const to = await app.place('CSCOM-DEMO-02');
    const moved = await as(app, 'focalPoint').post<Receipt>(
      `/cases/${id}/transfer`,
      { placeId: to, reason: 'Suivie à Tiendo' },
      { version },
    );
    expect(moved.status).toBe(201);
    expect((await pageOf(app, 'neighbourHead', id)).placeName).toBe('CSCom de Tiendo');
    const district = await app.place('DISTRICT-DEMO-2');
    const away = await as(app, 'focalPoint').post<Receipt>(
      `/cases/${id}/transfer`,
      { placeId: district, reason: 'Autre district' },
      { version: moved.body.version },
    );
    expect(away.status).toBe(201);
    expect((await pageOf(app, 'otherFocalPoint', id)).placeName).toBe('CSRéf de Farakélé');
    expect((await as(app, 'focalPoint').get(`/cases/${id}`)).status).toBe(404);
    const [task] = await app.sql(
      `SELECT p.code FROM app.task t JOIN app.place p ON p.id = t.place_id WHERE case_id = $1 AND role = 'focal-point'`,
      [id],
    );
    expect(task).toEqual({ code: 'DISTRICT-DEMO-2' });
  });

  it('refuses the same centre, no reason, and a place that is no facility', async () => {
    const { id, version } = await aNotifiedDeath(app);
    const post = (body: object) =>
      as(app, 'focalPoint').post<ProblemDocument>(`/cases/${id}/transfer`, body, { version });
    const same = await post({ placeId: await app.place('CSREF-DEMO'), reason: 'x' });
    expect(same.body.reasons?.map(({ code }) => code)).toEqual(['case.receiver-missing']);
    const silent = await post({ placeId: await app.place('CSCOM-DEMO-02') });
    expect(silent.body.reasons?.map(({ code }) => code)).toEqual(['case.reason-missing']);
    const village = await post({ placeId: await app.place('V-M1'), reason: 'x' });
    expect([village.status, fieldsOf(village.body)]).toEqual([422, [['placeId', 'place.not-facility']]]);
  });
});

describe('reading a case', () => {
  it('is absent outside the scope, the same as a case that does not exist', async () => {
    const { id } = await aConfirmedDeath(app);
    for (const member of [
      'otherFocalPoint',
      'otherMidwife',
      'neighbourHead',
      'reviewerOne',
      'region',
      'nobody',
    ] as const) {
      const there = await as(app, member).get<ProblemDocument>(`/cases/${id}`);
      const nowhere = await as(app, member).get<ProblemDocument>(`/cases/${newId()}`);
      expect([member, there.status]).toEqual([member, nowhere.status]);
      expect(there.body.code).toBe(nowhere.body.code);
    }
  });

  it('tells a notifier the state of the notification and no more', async () => {
    const { id } = await aFrozenCase(app, { by: 'relais' });
    const page = await pageOf(app, 'relais', id);
    expect(page.state).toBe('documenting');
    expect(page.timeline.map(({ event }) => event)).toEqual(['notify', 'confirm']);
    expect(page.documents).toBeUndefined();
    expect([page.path, page.clocks, page.offers, page.waitingFor]).toEqual([[], [], [], null]);
    expect((await as(app, 'relais').get(`/cases/${id}/file`)).status).toBe(403);
    expect((await as(app, 'relais').get(`/cases/${id}/forms/maternal_review`)).status).toBe(403);
  });

  it('never holds a name in any other answer', async () => {
    const { id } = await aDocumentedCase(app);
    const paths = [
      '/cases',
      `/cases/${id}`,
      `/cases/${id}/forms/notification`,
      `/cases/${id}/forms/maternal_review`,
      `/cases/${id}/name-screen`,
      '/approvals',
      '/tasks',
      '/journal',
    ];
    for (const member of ['focalPoint', 'head', 'referralHead', 'midwife'] as const) {
      for (const path of paths) {
        const answer = await as(app, member).get(path);
        expect([member, path, /Canariba|76543210|1997-01-13/.test(answer.text)]).toEqual([
          member,
          path,
          false,
        ]);
      }
    }
  });
});

describe('the list of cases', () => {
  it('finds by the beginning of a number, as people type it, and by the name of a place', async () => {
    const { id, number } = await aNotifiedDeath(app);
    const search = async (text: string) =>
      (
        await as(app, 'focalPoint').get<Page<CaseRow>>(`/cases?search=${encodeURIComponent(text)}`)
      ).body.items.map((row) => row.id);
    expect(await search(number)).toEqual([id]);
    expect(await search(number.slice(4, 9).toLowerCase())).toContain(id);
    expect(await search('kolomba')).toContain(id);
    expect(await search('farakele')).toEqual([]);
  });

  it('filters by state and kind, and goes on from page to page without losing or repeating a case', async () => {
    const walk = async (query: string) => {
      const ids: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const cursor: string = next === '' ? '' : `&cursor=${next}`;
        const page: { body: Page<CaseRow> } = await as(app, 'focalPoint').get<Page<CaseRow>>(
          `/cases?limit=3${query}${cursor}`,
        );
        ids.push(...page.body.items.map(({ id }) => id));
        next = page.body.next;
      }
      return ids;
    };
    const all = await walk('');
    const [count] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM app.death_case c JOIN app.place p ON p.id = c.district_id WHERE p.code = 'DISTRICT-DEMO'`,
    );
    expect([new Set(all).size, all.length]).toEqual([count?.n, count?.n]);
    const notified = await walk('&state=notified&kind=MAT');
    expect(notified.length).toBeGreaterThan(0);
    expect(notified.length).toBeLessThan(all.length);
  });

  it.each(['state=gone', 'kind=CAT', 'limit=0', 'limit=1000', 'cursor=abc', 'search=', 'colour=red'])(
    'refuses %s',
    async (query) => {
      const answer = await as(app, 'focalPoint').get<ProblemDocument>(`/cases?${query}`);
      expect(answer.status).toBe(422);
    },
  );

  it('shows the nation a quarter and no place, and no way to the case', async () => {
    const { id, number } = await aNotifiedDeath(app);
    const answer = await as(app, 'national').get<Page<CaseRow>>('/cases');
    expect(answer.text).not.toContain(number);
    expect(answer.text).not.toContain(id);
    expect(answer.body.items.length).toBeGreaterThan(0);
    for (const row of answer.body.items) {
      expect(row).toMatchObject({ number: '', placeName: '' });
      expect([row.deathDate, row.reportedAt].join()).toMatch(/^2026-Q\d,2026-Q\d$/);
    }
    expect(answer.text).not.toMatch(/Wolonka|Kolomba|"2026-\d/);
    expect((await as(app, 'national').get(`/cases/${id}`)).status).toBe(403);
  });

  it('tells the nation nothing more by its cursor, nor by a search', async () => {
    const { id, number } = await aNotifiedDeath(app);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: { body: Page<CaseRow> } = await as(app, 'national').get<Page<CaseRow>>(
        `/cases?limit=1${next === '' ? '' : `&cursor=${next}`}`,
      );
      seen.push(...page.body.items.map((row) => row.id));
      next = page.body.next;
      const told = Buffer.from(next ?? '', 'base64url').toString('latin1');
      expect(told).not.toContain(id);
      expect(told).not.toMatch(/2026|[0-9a-f]{8}-[0-9a-f]{4}/);
    }
    const [count] = await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM app.death_case');
    expect([new Set(seen).size, seen.length]).toEqual([count?.n, count?.n]);
    for (const search of [number, 'kolomba', 'niebala']) {
      expect((await as(app, 'national').get<Page<CaseRow>>(`/cases?search=${search}`)).body.items).toEqual(
        [],
      );
    }
    const forged = Buffer.from(JSON.stringify(['2026-03-14T16:10', id])).toString('base64url');
    const answer = await as(app, 'national').get<ProblemDocument>(`/cases?cursor=${forged}`);
    expect([answer.status, answer.body.code]).toEqual([422, 'request.cursor']);
  });

  it('is empty for another district', async () => {
    const rows = (await as(app, 'otherMidwife').get<Page<CaseRow>>('/cases')).body.items;
    expect(rows).toEqual([]);
  });
});
