import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseView } from '../../backend/src/domain/cases/case.js';
import type { JournalEntryView } from '../../backend/src/domain/journal/entry.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConfirmedDeath, aNotifiedDeath, pageOf, type GivenCase } from '../support/given.js';
import type { CastMember } from '../support/people.js';

let app: TestApp;
let story: GivenCase;

/** Notified by the relais, confirmed, held, released, waived with the region's consent, closed. */
async function aLongStory(): Promise<GivenCase> {
  const given = await aConfirmedDeath(app, { by: 'relais' });
  const fire = async (by: CastMember, event: string, body: object) => {
    const { version } = await pageOf(app, 'focalPoint', given.id);
    return as(app, by).post<Receipt>(`/cases/${given.id}/${event}`, body, { version });
  };
  await fire('midwife', 'hold', { route: 'judicial' });
  await fire('focalPoint', 'lift-hold', { reason: 'Le procureur a rendu le dossier' });
  const asked = await fire('focalPoint', 'waive-audit', { ground: 'insecurity', reason: 'Route coupée' });
  await as(app, 'region').post(`/approvals/${asked.body.id}/confirm`, {}, { version: 1 });
  await fire('focalPoint', 'close', { feedback: ['STAFF'] });
  return given;
}

beforeAll(async () => {
  app = await startApp();
  story = await aLongStory();
});
afterAll(() => app.close());

const told = (page: CaseView) => page.timeline.map(({ event, byRole, reason }) => [event, byRole, reason]);

describe('the timeline', () => {
  it('tells the district and the staff of the path everything that happened, by function', async () => {
    const whole = [
      ['notify', 'notifier', null],
      ['confirm', 'focal-point', null],
      ['hold', 'clinician', null],
      ['lift-hold', 'focal-point', 'Le procureur a rendu le dossier'],
      ['waive-audit', 'region', 'Route coupée'],
      ['close', 'focal-point', null],
    ];
    expect(told(await pageOf(app, 'focalPoint', story.id))).toEqual(whole);
    expect(told(await pageOf(app, 'midwife', story.id))).toEqual(whole);
  });

  it('tells a notifier what became of the notification, without reasons', async () => {
    expect(told(await pageOf(app, 'relais', story.id))).toEqual([
      ['notify', 'notifier', null],
      ['confirm', 'focal-point', null],
      ['close', 'focal-point', null],
    ]);
  });

  it('tells the region of a concluded case its month and no inner event', async () => {
    const page = await pageOf(app, 'region', story.id);
    expect(told(page).map(([event]) => event)).toEqual(['notify', 'confirm', 'close']);
    expect(page).toMatchObject({
      state: 'closed',
      deathDate: '2026-03',
      identityReadable: false,
      facts: { age: '25-29 years', pregnancy: null, deathAt: '2026-03' },
      path: [],
      clocks: [],
      hold: null,
    });
    expect(page).not.toHaveProperty('documents');
  });

  it('is only added to', async () => {
    await expect(app.sql('DELETE FROM app.case_event WHERE case_id = $1', [story.id])).rejects.toThrow(
      'append-only',
    );
  });

  it('shows the clocks of reviewers to the district alone', async () => {
    const { id } = await aNotifiedDeath(app);
    await app.sql(
      `INSERT INTO app.case_event (case_id, seq, event, from_state, to_state, role, at, audience)
       VALUES ($1, 50, 'seal-audit', 'ready', 'audited', 'system', '2026-03-18T10:00Z', 'team'),
              ($1, 51, 'select', 'audited', 'counter-auditing', 'system', '2026-03-19T10:00Z', 'team')`,
      [id],
    );
    const names = async (member: CastMember) =>
      (await pageOf(app, member, id)).clocks.map(({ name }) => name);
    expect(await names('focalPoint')).toEqual(expect.arrayContaining(['packet', 'counter-audit']));
    for (const name of ['packet', 'counter-audit']) expect(await names('head')).not.toContain(name);
  });
});

describe('a conclusion', () => {
  it('hides a cause that reveals HIV from who has no right to it, and shows it to who has', async () => {
    await app.sql(`UPDATE app.final_classification SET source = 'audit', answers = $2 WHERE case_id = $1`, [
      story.id,
      JSON.stringify({
        cod_underlying: { value: 'B20.0' },
        cod_part2: { value: ['O99.0', 'O98.7'] },
        cod_a: { value: 'O05.1' },
        cod_a_text: { value: 'infection par le VIH' },
        icdmm_group: { value: 'MM7' },
      }),
    ]);
    const shown = async (member: CastMember) => (await pageOf(app, member, story.id)).conclusion?.answers;
    expect(await shown('region')).toEqual({
      cod_underlying: { value: 'masked:indirect' },
      cod_part2: { value: ['O99.0', 'masked:indirect'] },
      cod_a: { value: 'masked:abortion' },
      icdmm_group: { value: 'MM7' },
    });
    expect(await shown('midwife')).toMatchObject({ cod_underlying: { value: 'masked:indirect' } });
    expect(await shown('focalPoint')).toMatchObject({
      cod_underlying: { value: 'B20.0' },
      cod_a: { value: 'O05.1' },
      cod_a_text: { value: 'infection par le VIH' },
    });
    expect(await shown('relais')).toBeUndefined();
  });
});

describe('the journal of a case', () => {
  it('holds every event and every refusal, with names of fields and no value', async () => {
    await as(app, 'midwife').post(`/cases/${story.id}/reopen`, { reason: 'Encore' }, { version: 1 });
    const entries = (await as(app, 'focalPoint').get<Page<JournalEntryView>>('/journal?limit=100')).body
      .items;
    const [refused] = await app.sql<{ outcome: string; code: string }>(
      `SELECT outcome, code FROM trail.entry WHERE subject_id = $1 AND command = 'reopen'`,
      [story.id],
    );
    expect(refused).toEqual({ outcome: 'refused', code: 'forbidden' });
    const done = entries
      .filter(({ subjectId, outcome }) => subjectId === story.id && outcome === 'done')
      .map(({ command }) => command);
    expect(done).toEqual(
      expect.arrayContaining([
        'notify',
        'confirm',
        'hold',
        'lift-hold',
        'ask-waive-audit',
        'waive-audit',
        'close',
      ]),
    );
    expect(JSON.stringify(entries)).not.toContain('Route coupée');
  });
});
