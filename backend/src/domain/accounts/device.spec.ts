import { describe, expect, it } from '@jest/globals';
import { codeOpensSession, initialsOf, mayKeep } from './device.js';
import { deviceCodeFault } from './device-code.js';
import { minutesToWait, opennessAfter, TRIES_BEFORE_WIPE } from './device-lock.js';
import { ROLES, type Role } from './person.js';
import { ROLES_WITH_SECOND_FACTOR } from './second-factor.js';

describe('keeping work on a device', () => {
  it('is for those who notify, document and follow in the centres', () => {
    expect(ROLES.filter((role) => mayKeep([role]))).toEqual([
      'notifier',
      'clinician',
      'centre-head',
      'asaco-member',
    ]);
    expect(mayKeep([])).toBe(false);
  });

  it.each(ROLES_WITH_SECOND_FACTOR)('is not for a %s, whatever else they are', (role) => {
    expect(mayKeep([role])).toBe(false);
    expect(mayKeep(['centre-head', role])).toBe(false);
    expect(codeOpensSession(['centre-head', role])).toBe(false);
  });

  it('opens a session with the code for three roles', () => {
    expect(ROLES.filter((role) => codeOpensSession([role]))).toEqual([
      'notifier',
      'clinician',
      'centre-head',
    ]);
    expect(codeOpensSession(['notifier', 'asaco-member'] satisfies Role[])).toBe(false);
  });
});

describe('the initials on a lock screen', () => {
  it.each([
    ['Awa Diarra', 'AD'],
    ['  Élodie  Marie Traoré ', 'ÉT'],
    ['Awa', 'A'],
    ['', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('a device code', () => {
  it.each([
    ['27491', 'short'],
    ['', 'short'],
    ['2749138274913', 'long'],
    ['27491a', 'digits'],
    ['２７４９１３', 'digits'],
    ['111111', 'repeated'],
    ['121212', 'repeated'],
    ['123123', 'repeated'],
    ['12312312', 'repeated'],
    ['123456', 'sequence'],
    ['345678', 'sequence'],
    ['789012', 'sequence'],
    ['987654', 'sequence'],
    ['246802', 'sequence'],
    ['140786', 'date'],
    ['010100', 'date'],
    ['860714', 'date'],
    ['14071986', 'date'],
    ['20260906', 'date'],
  ] as const)('%s is refused as %s', (code, fault) => {
    expect(deviceCodeFault(code)).toBe(fault);
  });

  it.each(['274913', '888413', '905162', '27491382', '314159265'])('%s is taken', (code) => {
    expect(deviceCodeFault(code)).toBeUndefined();
  });

  it('leaves most codes of six digits', () => {
    const some = Array.from({ length: 10_000 }, (_, n) => String(n * 97).padStart(6, '0'));
    const taken = some.filter((code) => deviceCodeFault(code) === undefined);
    expect(taken.length / some.length).toBeGreaterThan(0.9);
  });
});

describe('a locked device', () => {
  it('makes wait longer after each wrong code, until its key is destroyed', () => {
    const waits = Array.from({ length: TRIES_BEFORE_WIPE }, (_, n) => minutesToWait(n + 1));
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 15, 15]);
  });

  it.each([
    [0, 'all'],
    [-1_000_000, 'all'],
    [72, 'all'],
    [72.1, 'own-work'],
    [45 * 24, 'own-work'],
    [45 * 24 + 0.1, 'nothing'],
  ] as const)('%s hours after its last contact opens %s', (hours, openness) => {
    expect(opennessAfter(hours * 3_600_000)).toBe(openness);
  });
});
