import { describe, expect, it } from '@jest/globals';
import { groupedCode, invitationCode, readInvitationCode, standingOfInvitation } from './invitation.js';

const RANDOM = Uint8Array.from({ length: 28 }, (_, at) => at * 9);

describe('the code of an invitation', () => {
  it('holds 140 bits in signs that nobody confuses, and survives being typed', () => {
    const code = invitationCode(RANDOM);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{28}$/);
    expect(groupedCode(code).split(' ')).toHaveLength(7);
    expect(readInvitationCode(groupedCode(code).toLowerCase())).toBe(code);
    expect(readInvitationCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
    expect(invitationCode(new Uint8Array(28).fill(31))).toBe('Z'.repeat(28));
  });

  it.each(['', 'ABCD', 'U'.repeat(28), 'A'.repeat(29), `${'A'.repeat(27)}!`])('is not %s', (typed) => {
    expect(readInvitationCode(typed)).toBeNull();
  });
});

describe('an invitation', () => {
  const at = (day: number): Date => new Date(Date.UTC(2026, 2, day));
  const sent = { until: at(8), revokedAt: null, usedAt: null };
  it.each([
    ['open', sent, at(7)],
    ['expired', sent, at(8)],
    ['revoked', { ...sent, revokedAt: at(2) }, at(3)],
    ['revoked', { ...sent, revokedAt: at(2) }, at(9)],
    ['used', { ...sent, usedAt: at(2) }, at(9)],
  ] as const)('is %s', (standing, given, now) => {
    expect(standingOfInvitation(given, now)).toBe(standing);
  });
});
