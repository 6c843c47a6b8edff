import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseMachine } from '../../backend/src/domain/cases/case-workflow.js';
import { generate, type Generated } from '../../backend/src/generator/generate.js';
import { replay, Sample } from '../../backend/src/generator/replay.js';
import { startApp, type TestApp } from '../support/app.js';

const CASES = 300;

let app: TestApp;
let made: Generated;
const sample = new Sample(10, CASES);
beforeAll(async () => {
  app = await startApp();
  made = await generate({
    cases: CASES,
    seed: 8,
    now: new Date('2026-11-25T15:00:00Z'),
    ownerUrl: app.urls.owner,
    masterKey: app.config.masterKey,
    onLife: (told, twin) => {
      sample.offer(told, twin);
    },
  });
});
afterAll(() => app.close());

describe('generated deaths', () => {
  it('are as many as ordered, in every state of the machine', async () => {
    const rows = await app.sql<{ state: string }>('SELECT DISTINCT state FROM app.death_case ORDER BY 1');
    expect(made.cases).toBe(CASES);
    // Few are caught in `audited`, where a case stands for the moment of the draw: among so few perhaps nobody.
    const isResting = (state: string): boolean => state !== 'audited';
    const found = rows.map(({ state }) => state).filter(isResting);
    expect(found).toEqual(caseMachine.states.filter(isResting).sort());
  });

  it('leave the guard of frozen drafts standing', async () => {
    const [row] = await app.sql<{ tgenabled: string }>(
      `SELECT tgenabled FROM pg_trigger WHERE tgname = 'case_draft_frozen'`,
    );
    expect(row?.tgenabled).toBe('O');
  });

  it('tell lives that the commands tell too', async () => {
    expect(sample.kept.length).toBeGreaterThan(0);
    expect(await replay(app.nest, app.clock, app.urls.owner, sample.kept)).toEqual([]);
  });
});
