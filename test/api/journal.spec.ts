import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JournalEntryView } from '../../backend/src/domain/journal/entry.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import { Actors } from '../../backend/src/accounts/actors.js';
import { Journal } from '../../backend/src/journal/journal.js';
import { Transactions } from '../../backend/src/platform/database/transactions.js';
import { CursorSeal } from '../../backend/src/platform/http/cursor-seal.js';
import { keyOf } from '../../backend/src/platform/http/paging.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { type CastMember, idOf, people } from '../support/people.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const read = async (member: CastMember, query = '') =>
  (await as(app, member).get<Page<JournalEntryView>>(`/journal?limit=100${query}`)).body;

/** As a command of the case feature would write it. */
async function entry(member: CastMember, districtCode: string, command: string): Promise<void> {
  const actor = await app.nest.get(Actors).named(people[member]);
  const districtId = await app.place(districtCode);
  await app.nest.get(Transactions).system((tx) =>
    app.nest.get(Journal).record(tx, actor, {
      command,
      subject: 'case',
      subjectId: newId(),
      districtId,
      fields: ['state'],
      hashed: { reason: 'un motif' },
    }),
  );
}

describe('the journal', () => {
  it('says who did what and which fields changed, never a value', async () => {
    const id = newId();
    const name = 'Nom Secret Du Compte';
    const body = { id, username: 'kany', displayName: name, profession: 'MD', language: 'fr' };
    await as(app, 'admin').post<Receipt>('/people', { ...body, password: 'Grenier-du-matin-7' });
    const { items } = await read('admin', '&command=create');
    expect(items[0]).toEqual({
      line: expect.stringMatching(/^[\w-]{40,}$/),
      at: '2026-03-04T09:00:00.000Z',
      username: 'admin',
      role: 'administrator',
      command: 'create',
      subject: 'person',
      subjectId: id,
      placeName: null,
      outcome: 'done',
      fields: ['username', 'displayName', 'profession', 'language', 'password'],
      reason: null,
    });
    const [leak] = await app.sql<{ found: boolean }>(
      `SELECT bool_or(e::text LIKE '%' || $1 || '%') AS found FROM trail.entry e`,
      [name],
    );
    expect(leak?.found).toBe(false);
  });

  it('keeps what was refused, though the refused transaction is gone', async () => {
    await as(app, 'focalPoint').post('/people', {});
    const unknown = newId();
    await as(app, 'admin').post(`/people/${unknown}/disable`, {}, { version: 1 });
    const [refused] = (await read('admin', '&command=disable')).items;
    expect(refused).toMatchObject({
      command: 'disable',
      subjectId: unknown,
      outcome: 'refused',
      username: 'admin',
    });
    const own = await read('focalPoint');
    expect(own.items.map(({ command, outcome }) => [command, outcome])).toContainEqual([
      'post people',
      'refused',
    ]);
  });

  it('is read by a focal point for the district, by an administrator for accounts, by others for themselves', async () => {
    await entry('head', 'DISTRICT-DEMO', 'confirm');
    await entry('otherHead', 'DISTRICT-DEMO-2', 'confirm');
    const seen = async (member: CastMember) =>
      (await read(member, '&command=confirm')).items.map(({ username }) => username);
    expect(await seen('focalPoint')).toEqual(['dtc']);
    expect(await seen('otherFocalPoint')).toEqual(['dtc-2']);
    expect(await seen('head')).toEqual(['dtc']);
    expect(await seen('midwife')).toEqual([]);
    expect(await seen('admin')).toEqual([]);
    expect(await seen('national')).toEqual([]);
    expect(await seen('nobody')).toEqual([]);
  });

  it('is searched by person, command and day, and paged backwards', async () => {
    app.clock.advance(86_400_000);
    for (let n = 0; n < 5; n += 1) await entry('midwife', 'DISTRICT-DEMO', 'document');
    expect((await read('focalPoint', '&username=sage-femme&command=document')).items).toHaveLength(5);
    expect((await read('focalPoint', '&username=nobody-here')).items).toEqual([]);
    expect((await read('focalPoint', '&to=2026-03-04&command=document')).items).toEqual([]);
    expect((await read('focalPoint', '&from=2026-03-05&to=2026-03-05&command=document')).items).toHaveLength(
      5,
    );
    const first = (
      await as(app, 'focalPoint').get<Page<JournalEntryView>>('/journal?limit=3&command=document')
    ).body;
    const rest = (
      await as(app, 'focalPoint').get<Page<JournalEntryView>>(
        `/journal?limit=3&command=document&cursor=${first.next}`,
      )
    ).body;
    const seqs = [...first.items, ...rest.items].map(({ line }) =>
      Number(keyOf(app.nest.get(CursorSeal).opened(line), ['string'])[0]),
    );
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => b - a));
    expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 2, null]);
  });

  it('tells by no number how much the others wrote', async () => {
    const told = async () => (await as(app, 'midwife').get<Page<JournalEntryView>>('/journal?limit=1')).body;
    for (let n = 0; n < 2; n += 1) await entry('midwife', 'DISTRICT-DEMO', 'document');
    const { items, next } = await told();
    const [kept] = await app.sql<{ seq: string }>(
      `SELECT seq FROM trail.entry WHERE person_id = $1 ORDER BY seq DESC LIMIT 1`,
      [idOf('midwife')],
    );
    for (const name of [items[0]?.line ?? '', next ?? '']) {
      expect(name).toMatch(/^[\w-]{40,}$/);
      expect(`${name} ${Buffer.from(name, 'base64url').toString('latin1')}`).not.toContain(
        kept?.seq ?? 'none',
      );
    }
    expect(await told()).toEqual({ items, next });
  });

  it('recognises an equal value by its keyed hash and gives it away to nobody', async () => {
    const rows = await app.sql<{ hash: string }>(
      `SELECT DISTINCT hashes->>'reason' AS hash FROM trail.entry WHERE command = 'document'`,
    );
    expect(rows).toEqual([{ hash: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
  });
});
