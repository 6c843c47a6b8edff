import { describe, expect, it } from '@jest/globals';
import { ROLES, type Role } from './person.js';
import { ROLES_WITH_SECOND_FACTOR, stepOf } from './second-factor.js';

const facts = (role: Role, more: object = {}) =>
  ({
    roles: [role],
    rule: 'required',
    hasFactor: false,
    mustEnrol: false,
    factorGiven: false,
    ...more,
  }) as const;

describe('how far a session is open', () => {
  it.each(ROLES)('for a %s without a second factor', (role) => {
    const needs = ROLES_WITH_SECOND_FACTOR.includes(role);
    expect(stepOf(facts(role))).toBe(needs ? 'enrol' : 'open');
    expect(stepOf(facts(role, { rule: 'offered' }))).toBe('open');
  });

  it.each(ROLES)('for a %s with one, whatever the rule', (role) => {
    for (const rule of ['required', 'offered']) {
      expect(stepOf(facts(role, { rule, hasFactor: true }))).toBe('code');
      expect(stepOf(facts(role, { rule, hasFactor: true, factorGiven: true }))).toBe('open');
    }
  });

  it.each(ROLES)('for a %s whose lost factor was lifted: a new one first, whatever the rule', (role) => {
    for (const rule of ['required', 'offered']) {
      expect(stepOf(facts(role, { rule, mustEnrol: true }))).toBe('enrol');
      expect(stepOf(facts(role, { rule, mustEnrol: true, hasFactor: true, factorGiven: true }))).toBe('open');
    }
  });

  it('is judged by every role held', () => {
    expect(stepOf({ ...facts('clinician'), roles: ['clinician', 'focal-point'] })).toBe('enrol');
  });
});
