import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demonstrationId } from '../../backend/src/accounts/demonstration.js';
import { demonstrateCases } from '../../backend/src/cases/demonstration.js';
import { storyOf } from '../../backend/src/domain/classification/delay-story.js';
import type { CaseKind } from '../../backend/src/domain/cases/case.js';
import type { Answers } from '../../backend/src/domain/forms/form.js';
import { reviewFormName } from '../../backend/src/domain/forms/registry.js';
import { startApp, type TestApp } from '../support/app.js';
import { pageOf } from '../support/given.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await demonstrateCases(app.nest, app.clock);
});
afterAll(() => app.close());

const states = () =>
  app.sql<{ state: string; n: number }>(
    'SELECT state, count(*)::int AS n FROM app.death_case GROUP BY state ORDER BY state',
  );

describe('the cases of the demonstration', () => {
  it('stand in every state before the audit', async () => {
    expect(await states()).toEqual([
      { state: 'discarded', n: 1 },
      { state: 'documenting', n: 9 },
      { state: 'notified', n: 4 },
      { state: 'ready', n: 1 },
    ]);
  });

  it('have one whom no facility had seen: only the family is visited, unless the sample wants it whole', async () => {
    const { extent } = await pageOf(app, 'focalPoint', demonstrationId('case', 'unseen'));
    expect([
      { extent: 'short', reason: 'no-contact' },
      { extent: 'full', reason: 'sampled' },
    ]).toContainEqual(extent);
  });

  it('give each role of the centre and the district something to do', async () => {
    const seats = await app.sql<{ seat: string }>(
      `SELECT DISTINCT t.role || ' ' || p.code AS seat FROM app.task t JOIN app.place p ON p.id = t.place_id ORDER BY 1`,
    );
    expect(seats.map(({ seat }) => seat)).toEqual(
      expect.arrayContaining([
        'centre-head CSCOM-DEMO-01',
        'centre-head CSCOM-DEMO-03',
        'centre-head CSREF-DEMO',
        'clinician CSCOM-DEMO-01',
        'clinician CSREF-DEMO',
        'focal-point DISTRICT-DEMO',
        'focal-point DISTRICT-DEMO-2',
      ]),
    );
  });

  it('tell of a mother and her newborn, linked, and of no other family', async () => {
    const linked = async (name: string) =>
      (await pageOf(app, 'focalPoint', demonstrationId('case', name))).links.known.map(
        ({ as, state, caseId }) => ({ as, state, caseId }),
      );
    const state = 'confirmed';
    expect(await linked('mother')).toEqual([{ as: 'baby', state, caseId: demonstrationId('case', 'baby') }]);
    expect(await linked('baby')).toEqual([
      { as: 'mother', state, caseId: demonstrationId('case', 'mother') },
    ]);
    // Another woman gave birth in these days: once the baby's mother is known, nobody is asked.
    expect(await linked('fresh')).toEqual([]);
  });

  it.each<[string, CaseKind]>([
    ['whole', 'MAT'],
    ['mother', 'MAT'],
    ['baby', 'NND'],
    ['child', 'CHILD'],
  ])('document hours that the three delays are drawn from: %s', async (name, kind) => {
    const documents = await app.sql<{ form: string; answers: Answers }>(
      'SELECT form, answers FROM app.case_draft WHERE case_id = $1',
      [demonstrationId('case', name)],
    );
    const answersTo = (form: string | undefined) => documents.find((one) => one.form === form)?.answers;
    const story = storyOf(kind, answersTo(reviewFormName(kind)) ?? {}, answersTo('notification'));
    expect(story.links.filter(({ hours }) => hours !== null).length).toBeGreaterThanOrEqual(2);
    if (kind === 'CHILD') expect(answersTo('community_va')).toMatchObject({ va_consent: { value: 'GIVEN' } });
  });

  it('happened before now, and stay as they are when told again', async () => {
    const now = app.clock.now();
    const [late] = await app.sql<{ n: number }>(
      'SELECT count(*)::int AS n FROM app.case_event WHERE at > $1',
      [now],
    );
    expect(late?.n).toBe(0);
    const before = await app.sql('SELECT id, version FROM app.death_case ORDER BY id');
    await demonstrateCases(app.nest, app.clock);
    expect(await app.sql('SELECT id, version FROM app.death_case ORDER BY id')).toEqual(before);
    expect(app.clock.now()).toEqual(now);
  });
});
