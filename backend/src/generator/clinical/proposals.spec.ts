import { describe, expect, it } from '@jest/globals';
import { mayReachAsaco } from '../../domain/recommendations/audience.js';
import { leaksOf } from '../../domain/recommendations/batch.js';
import { getForm } from '../../domain/forms/registry.js';
import { textOf } from '../../domain/forms/read.js';
import { validate } from '../../domain/forms/validate.js';
import { Seeded } from '../seeded.js';
import { CHILD_SCENARIOS } from './child-story.js';
import { MATERNAL_SCENARIOS } from './maternal-scenarios.js';
import { proposalsFor } from './proposals.js';

const factors = [
  ...new Set(
    [...MATERNAL_SCENARIOS, ...CHILD_SCENARIOS].flatMap((scenario) =>
      scenario.factors.map(({ factor }) => factor),
    ),
  ),
];

describe('generated recommendations', () => {
  const proposals = proposalsFor(new Seeded(1), factors, factors.length, 'sage-femme', '2026-03-16');

  it('answer every factor of the scenarios', () => {
    expect(proposals.map(({ factor }) => factor)).toEqual(factors);
  });

  it.each(proposals.map(({ factor, answers }) => [factor, answers] as const))(
    'say who, how and by when: %s',
    (factor, answers) => {
      const context = { now: '2026-03-16T10:00', documents: {}, facts: {} };
      const { issues, missing } = validate(getForm('recommendation'), answers, context);
      expect([...issues, ...missing]).toEqual([]);
      const audience = textOf(answers, 'rec_audience');
      const reaches = mayReachAsaco(
        factor,
        audience === 'ASACO' || audience === 'ALL' ? audience : 'CARE_TEAM',
      );
      expect(reaches ? leaksOf(textOf(answers, 'rec_action') ?? '') : []).toEqual([]);
    },
  );
});
