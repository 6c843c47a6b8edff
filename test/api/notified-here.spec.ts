import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { abilitiesOf, may } from '../../backend/src/domain/access/abilities.js';
import { NO_BARS } from '../../backend/src/domain/access/bars.js';
import type { SessionView } from '../../backend/src/domain/accounts/person.js';
import type { CaseRow, CaseView, DraftSaved, DraftView } from '../../backend/src/domain/cases/case.js';
import { isOnlyHere, pagesOf } from '../../backend/src/domain/cases/notified-here.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aNotifiedDeath,
  CANARIES,
  inThePlaces,
  newNumber,
  notificationOf,
  pageOf,
  standAtNotification,
  write,
} from '../support/given.js';
import type { CastMember } from '../support/people.js';
import { c2, m1, p1, type WorkedCase } from '../support/worked-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const REVIEW = 'maternal_review';
const save = (by: CastMember, id: string, question: string, value: unknown, form = REVIEW) =>
  as(app, by).patch<DraftSaved & ProblemDocument>(`/cases/${id}/forms/${form}`, {
    patches: [{ question, base: null, value: { value } }],
  });
const draft = async (by: CastMember, id: string, form = REVIEW) =>
  (await as(app, by).get<DraftView>(`/cases/${id}/forms/${form}`)).body;

/** What the device of this person makes of the death that it notifies, as its own pages do. */
async function madeHere(by: CastMember, worked: WorkedCase) {
  const { notification } = await inThePlaces(app, worked);
  standAtNotification(app, worked);
  const command = {
    id: newId(),
    number: newNumber(),
    answers: notificationOf({ ...worked, notification }),
  };
  const { person, memberships } = (await as(app, by).get<SessionView>('/session')).body;
  const named = await app.sql<{ id: number; name: string }>('SELECT id, name FROM app.place');
  const places = Object.fromEntries(named.map(({ id, name }) => [String(id), name]));
  const now = app.clock.now().toISOString().slice(0, 16);
  const ability = abilitiesOf({ id: person.id, memberships, bars: NO_BARS });
  const pages = pagesOf(
    { command, places, now },
    {
      personId: person.id,
      memberships,
      may: (action, subject, record) => may(ability, action, subject, record as never),
    },
  );
  return { command, pages };
}

/** What only the server can say of a case, or says when it has heard of it. */
const OF_SERVER = [
  'version',
  'clocks',
  'timeline',
  'identityReadable',
  'safeguarding',
  'offers',
  'links',
  'export',
  'sessionId',
];
/** The device does not learn the kind of a facility that is not its own, and knows more names than it needs. */
function ofDevice(view: object): object {
  const told = Object.entries(view as Readonly<Record<string, unknown>>).filter(
    ([part]) => !OF_SERVER.includes(part) && part !== 'places',
  );
  return Object.fromEntries(
    told.map(([part, value]): readonly [string, unknown] => {
      const path = part === 'path' ? (value as readonly object[]) : null;
      return [part, path?.map((one) => ({ ...one, kind: '' })) ?? value];
    }),
  );
}

describe('a case on the device that notified it', () => {
  it.each([
    ['midwife', 'M1', m1],
    ['head', 'M1', m1],
    ['relais', 'M1', m1],
    ['nurse', 'P1', p1],
    ['head', 'C2', c2],
  ] as const)(
    'is shown to %s as the server will show %s: pages, forms, and what may be written',
    async (by, _, worked) => {
      const { command, pages } = await madeHere(by, worked);
      const sent = await as(app, by).post<Receipt>('/cases', { ...command, identity: CANARIES });
      expect(sent.status).toBe(201);
      const [made] = pages.map(({ body }) => body as CaseView);
      expect(made === undefined || isOnlyHere(made)).toBe(true);
      for (const { path, body } of pages) {
        const told = await as(app, by).get<object>(path);
        expect([path, told.status, ofDevice(body as object)]).toEqual([path, 200, ofDevice(told.body)]);
      }
      const writable = ((await pageOf(app, by, command.id)).documents ?? []).filter((one) => one.writable);
      const forms = pages.map(({ path }) => path.split('/forms/')[1]);
      expect(writable.filter(({ form }) => !forms.includes(form))).toEqual([]);
      const { items } = (await as(app, by).get<Page<CaseRow>>('/cases')).body;
      expect(made).toMatchObject(items.find(({ id }) => id === command.id) ?? { id: 'not listed' });
    },
  );

  it('offers a relais nothing to document', async () => {
    const { pages } = await madeHere('relais', m1);
    expect(pages.map(({ path }) => path.replace(/^\/cases\/[^/]+/, ''))).toEqual(['', '/forms/notification']);
    expect((pages[0]?.body as CaseView).documents).toBe(undefined);
  });
});

describe('a file written before the confirmation', () => {
  it('is the file that the confirmation finds, with nothing typed missing', async () => {
    const { id, version } = await aNotifiedDeath(app);
    await write(app, 'midwife', id, { gravidity: { value: 4 } });
    expect((await save('otherMidwife', id, 'parity', 3)).status).toBe(404);
    expect((await save('relais', id, 'parity', 3)).status).toBe(404);
    expect((await save('focalPoint', id, 'parity', 3)).status).toBe(403);
    await as(app, 'focalPoint').post(`/cases/${id}/confirm`, { kind: 'MAT' }, { version });
    expect((await draft('midwife', id)).answers['gravidity']).toEqual({ value: 4 });
    expect((await pageOf(app, 'midwife', id)).state).toBe('documenting');
  });

  it('cannot be signed before', async () => {
    const { id } = await aNotifiedDeath(app);
    const signed = await as(app, 'midwife').post<ProblemDocument>(`/cases/${id}/sign-phase`, {});
    expect([signed.status, signed.body.code]).toEqual([409, 'draft.frozen']);
  });

  it('goes on with the death when another kind is notified instead', async () => {
    const { id } = await aNotifiedDeath(app, { worked: p1 });
    await write(app, 'head', id, { p_payment: { value: 'NONE' } }, 'perinatal_review');
    const { answers } = await draft('head', id, 'notification');
    const patches = [
      { question: 'death_category', base: answers['death_category'], value: { value: 'CHILD' } },
    ];
    const changed = await as(app, 'focalPoint').patch(`/cases/${id}/forms/notification`, { patches });
    expect(changed.status).toBe(200);
    expect((await draft('head', id, 'child_review')).answers['c_payment']).toEqual({ value: 'NONE' });
  });
});
