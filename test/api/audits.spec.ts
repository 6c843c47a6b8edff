import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComparisonView, ReviewView } from '../../backend/src/domain/audits/audit.js';
import { codeOf } from '../../backend/src/domain/audits/comparison.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { pageOf } from '../support/given.js';
import { aConcludedCase } from '../support/given-audits.js';
import { m1, m2 } from '../support/worked-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('a case audited, counter-audited and concluded', () => {
  it('keeps the audit of M1: everybody says obstetric haemorrhage, direct', async () => {
    const found = await aConcludedCase(app, { worked: m1 });
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe('concluded');
    const comparison = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${found.id}/comparison`);
    expect(comparison.status).toBe(200);
    expect(comparison.body).toMatchObject({
      route: 'audit',
      level: 'NONE',
      reason: null,
      number: found.number,
    });
    expect(comparison.body.columns.map(({ seat }) => seat)).toEqual(['A', 'R1', 'R2', 'FINAL']);
    const final = comparison.body.columns.at(-1)?.answers ?? {};
    expect(codeOf('group', final)).toBe('MM3');
    expect(codeOf('class', final)).toBe('DIRECT');
  });

  it('adjudicates M2: the audit said eclampsia, three others malaria', async () => {
    const found = await aConcludedCase(app, { worked: m2 });
    expect((await pageOf(app, 'focalPoint', found.id)).state).toBe('concluded');
    const { body } = await as(app, 'focalPoint').get<ComparisonView>(`/cases/${found.id}/comparison`);
    expect(body).toMatchObject({ route: 'adjudicated', level: 'MAJOR' });
    const major = new Set(body.items.filter(({ level }) => level === 'MAJOR').map(({ item }) => item));
    expect([...major].sort()).toEqual(['avoidability', 'class', 'delay3', 'group']);
    const final = body.columns.find(({ seat }) => seat === 'FINAL')?.answers ?? {};
    expect(codeOf('group', final)).toBe('MM7');
    expect(codeOf('class', final)).toBe('INDIRECT');
    expect(body.reason).toBeTruthy();
  });
});
