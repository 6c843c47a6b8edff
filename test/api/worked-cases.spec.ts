import { describe, expect, it } from '@jest/globals';
import { opinionFormV1 } from '../../backend/src/domain/audits/opinion-form.v1.js';
import { notificationFormV1 } from '../../backend/src/domain/cases/notification-form.v1.js';
import type { Answers, Context, Validation } from '../../backend/src/domain/forms/form.js';
import { getForm, reviewFormName } from '../../backend/src/domain/forms/registry.js';
import { validate } from '../../backend/src/domain/forms/validate.js';
import type { WorkedCase } from '../support/worked-cases.js';
import { c2, m1, m2, p1, withPlaces } from '../support/worked-cases.js';

const reviewName = ({ kind }: WorkedCase): string => reviewFormName(kind) ?? '';

function contextOf(worked: WorkedCase, auditKind: string): Context {
  const documents = {
    notification: worked.notification,
    [reviewName(worked)]: worked.review,
    ...(worked.autopsy === undefined ? {} : { community_va: worked.autopsy }),
  };
  return { now: '2026-10-01T12:00', documents, facts: { kind: worked.kind, auditKind } };
}

function read(worked: WorkedCase): readonly Validation[] {
  const context = contextOf(worked, 'audit');
  const { kind, autopsy } = worked;
  return [
    validate(notificationFormV1, worked.notification, { ...context, facts: { kind, stage: 'confirmation' } }),
    validate(getForm(reviewName(worked)), worked.review, context),
    ...(autopsy === undefined ? [] : [validate(getForm('community_va'), autopsy, context)]),
    validate(opinionFormV1, worked.opinion, context),
  ];
}

const opinion = (worked: WorkedCase, answers: Answers, auditKind: string): Validation =>
  validate(opinionFormV1, answers, contextOf(worked, auditKind));

describe.each([
  ['M1', m1],
  ['M2', m2],
  ['P1', p1],
  ['C2', c2],
])('the worked case %s', (_, worked) => {
  it('raises exactly its messages over file and first opinion', () => {
    const codes = read(worked).flatMap(({ issues }) => issues.map(({ code }) => code));
    expect([...codes].sort()).toEqual([...worked.rules].sort());
  });

  it('computes its derived values', () => {
    const computed = Object.fromEntries(read(worked).flatMap((part) => Object.entries(part.computed)));
    for (const [code, value] of Object.entries(worked.computed))
      expect([code, computed[code] ?? null]).toEqual([code, value]);
  });

  it('can be notified, frozen and sealed: no core question is open, no error stands', () => {
    for (const { missing, issues } of read(worked)) {
      expect(missing).toEqual([]);
      expect(issues.filter(({ severity }) => severity === 'ERR')).toEqual([]);
    }
  });

  it('has counter-audits and, where needed, an adjudication that can be sealed', () => {
    for (const review of worked.reviews) {
      const { missing, issues } = opinion(worked, review, 'counter-audit');
      expect([missing, issues]).toEqual([[], []]);
    }
    if (worked.adjudication === null) return;
    const { missing, issues } = opinion(worked, worked.adjudication, 'adjudication');
    expect([missing, issues]).toEqual([[], []]);
  });

  it('can be put at real places', () => {
    const placed = withPlaces(worked, { cscom: '12', csref: '27', village: '340' });
    const text = JSON.stringify([placed.notification, placed.review, placed.autopsy]);
    expect(text).not.toMatch(/"(cscom|csref|village)"/);
    expect(text).toContain('"value":"12"');
  });
});

describe('the final classification of M2', () => {
  it('is indirect, without decisive treatment, censored at the death', () => {
    expect(opinion(m2, m2.final, 'audit').computed).toMatchObject({
      d3_h_censored: 4,
      no_definitive_treatment: true,
      in_mmr: true,
    });
  });
});
