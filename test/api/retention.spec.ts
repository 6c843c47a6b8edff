import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ClockJobs } from '../../backend/src/reminders/clock-jobs.js';
import type { IdentityView } from '../../backend/src/domain/cases/case.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { generateCaseNumber } from '../../backend/src/domain/cases/case-number.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { photo } from '../support/corpus.js';
import { aPlannedSession } from '../support/given-audits.js';
import { aConfirmedDeath, aNotifiedDeath, CANARIES, pageOf } from '../support/given.js';
import { idOf, type CastMember } from '../support/people.js';

const A_DAY = 86_400_000;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function plantRequest(daysAgo: number): Promise<string> {
  const key = newId();
  await app.sql(
    `INSERT INTO app.idempotency (person_id, key, request_sha256, status, record_id, version, receipt, at)
     VALUES ($1, $2, 'x', 200, 'y', 1, 'R-1', now() - make_interval(days => $3))`,
    [idOf('focalPoint'), key, daysAgo],
  );
  return key;
}

const kept = async (): Promise<readonly string[]> =>
  (await app.sql<{ key: string }>('SELECT key FROM app.idempotency')).map(({ key }) => key);

const runClock = (): Promise<void> => app.nest.get(ClockJobs, { strict: false }).runClock();

describe('keeping requests for 180 days', () => {
  it('forgets the older ones, once a day, and keeps the others', async () => {
    const [old, young] = [await plantRequest(181), await plantRequest(179)];
    await runClock();
    expect(await kept()).toEqual([young]);

    const next = await plantRequest(200);
    app.clock.advance(A_DAY / 2);
    await runClock();
    expect(await kept()).toEqual(expect.arrayContaining([young, next]));

    app.clock.advance(A_DAY / 2);
    await runClock();
    expect(await kept()).toEqual([young]);
    expect(old).not.toBe(young);
  });

  it('is refused by the database before their time, whatever the keeper says it is', async () => {
    const young = await plantRequest(170);
    const source = await new DataSource({ type: 'postgres', url: app.urls.keeper, poolSize: 1 }).initialize();
    await source.query(`SELECT set_config('app.reach', 'system', false)`);
    await source.query('DELETE FROM app.idempotency');
    const read = source.query('SELECT receipt FROM app.idempotency');
    await expect(read).rejects.toThrow(/permission denied/);
    await source.destroy();
    expect(await kept()).toContain(young);
  });
});

describe('identities that nothing names', () => {
  const kept = async (): Promise<readonly string[]> =>
    (await app.sql<{ ref: string }>('SELECT ref FROM vault.identity ORDER BY ref')).map(({ ref }) => ref);
  const swept = async (): Promise<readonly (string | null)[]> =>
    (
      await app.sql<{ code: string | null }>(
        `SELECT code FROM trail.entry WHERE command = 'sweep' AND subject = 'vault' ORDER BY seq`,
      )
    ).map(({ code }) => code);
  const failedNotification = async (): Promise<void> => {
    await app.sql(`ALTER TABLE app.case_event ADD CONSTRAINT planted CHECK (event <> 'notify') NOT VALID`);
    await expect(aNotifiedDeath(app)).rejects.toThrow();
    await app.sql('ALTER TABLE app.case_event DROP CONSTRAINT planted');
  };

  it('are erased a day later, once, and counted; those of cases and of people at a session stay', async () => {
    await aNotifiedDeath(app);
    const { sessionId } = await aPlannedSession(app);
    const guest = {
      id: newId(),
      name: 'Awa Traoré',
      profession: 'COMMUNITY',
      function: 'Présidente des femmes',
      presence: 'present',
      involvedInCare: false,
    };
    expect((await as(app, 'referralHead').post(`/sessions/${sessionId}/attendances`, guest)).status).toBe(
      201,
    );
    app.clock.advance(2 * A_DAY);
    await runClock();
    const named = await kept();

    // A notification takes the clock to its own day.
    const now = app.clock.now();
    await failedNotification();
    await failedNotification();
    app.clock.set(now);
    await app.sql('UPDATE vault.identity SET made_at = $1 WHERE ref <> ALL ($2)', [now, named]);
    const orphaned = await kept();
    expect(orphaned.length).toBe(named.length + 2);
    app.clock.advance(A_DAY - 1000);
    await runClock();
    expect(await kept()).toEqual(orphaned);

    app.clock.advance(A_DAY);
    await runClock();
    expect(await kept()).toEqual(named);
    expect(await swept()).toEqual(['identities-2']);
    const left = await app.sql(`SELECT ref FROM vault.field WHERE ref <> ALL ($1)`, [named]);
    expect(left).toEqual([]);

    app.clock.advance(A_DAY);
    await runClock();
    expect(await swept()).toEqual(['identities-2']);
  });
});

describe('erasing who died before the time, because a family asks', () => {
  const because = { reason: 'La famille le demande' };
  const asked = async (by: CastMember, id: string) =>
    as(app, by).post<Receipt & ProblemDocument>(`/cases/${id}/erase-identity`, because, {
      version: (await pageOf(app, by, id)).version,
    });
  const kept = (id: string) =>
    app.sql<{ table: string }>(
      `SELECT t.name AS "table" FROM app.death_case c, LATERAL (SELECT 'identity' AS name, ref FROM vault.identity
         UNION SELECT 'field', ref FROM vault.field UNION SELECT 'content', ref FROM vault.content
         UNION SELECT 'name_mark', ref FROM vault.name_mark) t
       WHERE c.id = $1 AND t.ref = c.subject_ref ORDER BY 1`,
      [id],
    );

  it('takes two: nothing goes before the second one, then everything by which the person is known; the case stays', async () => {
    const found = await aConfirmedDeath(app);
    await as(app, 'midwife').upload(
      `/cases/${found.id}/attachments?id=${newId()}&kind=register`,
      await photo(4),
    );
    await aNotifiedDeath(app);
    await runClock();
    expect((await kept(found.id)).map(({ table }) => table)).toEqual([
      'content',
      'field',
      'identity',
      'name_mark',
    ]);
    expect((await pageOf(app, 'focalPoint', found.id)).resembling.length).toBeGreaterThan(0);

    const { body } = await asked('focalPoint', found.id);
    expect((await kept(found.id)).length).toBe(4);
    const alone = await as(app, 'focalPoint').post<ProblemDocument>(
      `/approvals/${body.id}/confirm`,
      {},
      { version: 1 },
    );
    expect([alone.status, alone.body.code]).toEqual([403, 'approval.same-person']);

    const { state } = await pageOf(app, 'focalPoint', found.id);
    expect(
      (await as(app, 'referralHead').post(`/approvals/${body.id}/confirm`, {}, { version: 1 })).status,
    ).toBe(201);
    expect(await kept(found.id)).toEqual([]);
    const page = await pageOf(app, 'focalPoint', found.id);
    expect(page).toMatchObject({ state, identityErasedAt: app.clock.now().toISOString(), resembling: [] });
    expect(page.timeline.at(-1)).toMatchObject({ event: 'erase-identity' });
    const entries = await app.sql<{ command: string; person: string | null }>(
      `SELECT command, person_id AS person FROM trail.entry WHERE subject_id = $1
         AND command IN ('ask-erase-identity', 'erase-identity', 'destroy') ORDER BY seq`,
      [found.id],
    );
    expect(entries).toEqual([
      { command: 'ask-erase-identity', person: idOf('focalPoint') },
      { command: 'erase-identity', person: idOf('referralHead') },
      { command: 'destroy', person: idOf('referralHead') },
    ]);

    // Once is enough, and nothing grows again.
    const again = await asked('focalPoint', found.id);
    expect(again.body.reasons?.map(({ code }) => code)).toEqual(['case.identity-erased']);
    const more = await as(app, 'midwife').upload(
      `/cases/${found.id}/attachments?id=${newId()}&kind=register`,
      await photo(5),
    );
    expect([more.status, more.text.includes('identity.erased')]).toEqual([409, true]);
    await runClock();
    expect(await kept(found.id)).toEqual([]);
  });

  it('waits while a judge may ask, and wants a reason', async () => {
    const { id } = await aNotifiedDeath(app);
    await app.sql(`UPDATE app.death_case SET hold_route = 'judicial', hold_since = now() WHERE id = $1`, [
      id,
    ]);
    expect((await asked('focalPoint', id)).body.reasons?.map(({ code }) => code)).toEqual(['case.on-hold']);
    await app.sql(`UPDATE app.death_case SET hold_route = NULL, hold_since = NULL WHERE id = $1`, [id]);
    const bare = await as(app, 'focalPoint').post<ProblemDocument>(
      `/cases/${id}/erase-identity`,
      {},
      { version: 1 },
    );
    expect(bare.body.reasons?.map(({ code }) => code)).toEqual(['case.reason-missing']);
  });
});

describe('keeping who died for twelve months after the end of the case', () => {
  const MONTH_DAYS = 31;
  const nameOf = async (id: string): Promise<string | null | undefined> =>
    (await as(app, 'focalPoint').post<IdentityView>(`/cases/${id}/identity-readings`, { reason: 'family' }))
      .body.deceased_name;
  const erasures = async (id: string): Promise<number> =>
    (
      await app.sql(
        `SELECT FROM trail.entry WHERE command = 'destroy' AND subject = 'identity' AND subject_id = $1`,
        [id],
      )
    ).length;
  const advanceMonths = (months: number): void => {
    app.clock.advance(months * MONTH_DAYS * A_DAY);
  };

  it('erases it then, once, and keeps the case; what goes on, or waits for a judge, is kept', async () => {
    const ended = await aNotifiedDeath(app);
    const held = await aNotifiedDeath(app);
    const running = await aNotifiedDeath(app);
    const body = { reasonCode: 'OUT_OF_AREA', reason: 'Autre pays' };
    for (const { id } of [ended, held]) {
      const { version } = await pageOf(app, 'focalPoint', id);
      expect((await as(app, 'focalPoint').post(`/cases/${id}/discard`, body, { version })).status).toBe(201);
    }
    await app.sql(`UPDATE app.death_case SET hold_route = 'judicial', hold_since = now() WHERE id = $1`, [
      held.id,
    ]);

    advanceMonths(11);
    await runClock();
    expect(await nameOf(ended.id)).toBe(CANARIES.deceased_name);

    advanceMonths(2);
    await runClock();
    expect(await nameOf(ended.id)).toBeNull();
    expect((await pageOf(app, 'focalPoint', ended.id)).identityErasedAt).toBe(app.clock.now().toISOString());
    expect([await nameOf(held.id), await nameOf(running.id)]).toEqual([
      CANARIES.deceased_name,
      CANARIES.deceased_name,
    ]);

    advanceMonths(1);
    await runClock();
    expect([await erasures(ended.id), await erasures(held.id), await erasures(running.id)]).toEqual([
      1, 0, 0,
    ]);
    const [left] = await app.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM vault.identity i JOIN app.death_case c ON c.subject_ref = i.ref WHERE c.id = $1`,
      [ended.id],
    );
    expect(left?.n).toBe(0);
  });

  it('counts the months that the district set', async () => {
    const placeId = await app.place('DISTRICT-DEMO');
    await as(app, 'admin').put('/settings', { placeId, key: 'identity.retention-months', value: 24 });
    const { id } = await aNotifiedDeath(app);
    const { version } = await pageOf(app, 'focalPoint', id);
    await as(app, 'focalPoint').post(
      `/cases/${id}/discard`,
      { reasonCode: 'OUT_OF_AREA', reason: 'Autre pays' },
      { version },
    );
    advanceMonths(14);
    await runClock();
    expect(await nameOf(id)).toBe(CANARIES.deceased_name);
    advanceMonths(11);
    await runClock();
    expect(await nameOf(id)).toBeNull();
  });

  it('takes fifty at a turn of the clock, of all districts together, until none is left', async () => {
    const { id } = await aNotifiedDeath(app);
    const { version } = await pageOf(app, 'focalPoint', id);
    const body = { reasonCode: 'OUT_OF_AREA', reason: 'Autre pays' };
    await as(app, 'focalPoint').post(`/cases/${id}/discard`, body, { version });
    await app.sql(
      `WITH copied AS (INSERT INTO app.death_case SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
         'number', k.number, 'subject_ref', gen_random_uuid(), 'district_id', CASE n % 2 WHEN 0 THEN c.district_id ELSE $2 END))).*
         FROM app.death_case c, unnest($3::text[]) WITH ORDINALITY AS k (number, n) WHERE c.id = $1 RETURNING id)
       INSERT INTO app.case_event SELECT (jsonb_populate_record(e, jsonb_build_object('case_id', copied.id))).*
         FROM app.case_event e, copied WHERE e.case_id = $1`,
      [
        id,
        await app.place('DISTRICT-DEMO-2'),
        Array.from({ length: 69 }, () => generateCaseNumber(randomBytes(8))),
      ],
    );
    const erased = async (): Promise<number> =>
      (await app.sql('SELECT FROM app.death_case WHERE identity_erased_at = $1', [app.clock.now()])).length;
    // Past the day on which the clock looked last, in the tests before.
    advanceMonths(40);
    const turns: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      app.clock.advance(60_000);
      await runClock();
      turns.push(await erased());
    }
    expect(turns).toEqual([50, 20, 0]);
  });
});
