import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FacilityQuality } from '../../backend/src/domain/cases/case.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { aConfirmedDeath, aDocumentedCase, aFrozenCase, type GivenCase } from '../support/given.js';
import type { CastMember } from '../support/people.js';

let app: TestApp;
let documented: GivenCase;
let confirmed: GivenCase;
let frozen: GivenCase;
beforeAll(async () => {
  app = await startApp();
  documented = await aDocumentedCase(app);
  confirmed = await aConfirmedDeath(app);
  frozen = await aFrozenCase(app);
});
afterAll(() => app.close());

const list = (member: CastMember) => as(app, member).get<readonly FacilityQuality[]>('/file-quality');

describe('the quality of open files', () => {
  it('is told by facility, the least complete file first, without those frozen', async () => {
    const { status, body } = await list('focalPoint');
    expect(status).toBe(200);
    expect(body).toHaveLength(1);
    const [facility] = body;
    expect(facility?.files.map(({ id }) => id)).toEqual([confirmed.id, documented.id]);
    expect(facility?.files.map(({ id }) => id)).not.toContain(frozen.id);
    expect(facility?.files.at(-1)).toMatchObject({ score: 1, errors: 0 });
    expect(facility?.files[0]?.missing).toBeGreaterThan(0);
  });

  it('names the parts of the forms and the findings, never an answer', async () => {
    const [facility] = (await list('referralHead')).body;
    const review = facility?.sections.filter(({ form }) => form === 'maternal_review') ?? [];
    expect(review.map(({ section }) => section)).toEqual(expect.arrayContaining(['admission', 'labour']));
    for (const { answered, visible } of review) expect(answered).toBeLessThanOrEqual(visible);
    expect(JSON.stringify(facility)).not.toContain('answers');
  });

  it('leaves out the part whose answers are in the vault', async () => {
    const [facility] = (await list('focalPoint')).body;
    const told = facility?.sections.filter(({ form }) => form === 'notification') ?? [];
    expect(told.map(({ section }) => section)).toContain('who');
    expect(told.map(({ section }) => section)).not.toContain('identity');
  });

  it('stays within the own facility or district', async () => {
    expect((await list('otherFocalPoint')).body).toEqual([]);
    expect((await list('otherHead')).body).toEqual([]);
    expect((await list('head')).body).toEqual([]);
    expect((await list('midwife')).status).toBe(403);
    expect((await list('coordinator')).status).toBe(403);
  });
});
