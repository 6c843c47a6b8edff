import { describe, expect, it } from '@jest/globals';
import { normalName } from './place-name.js';

describe('the normal name of a place', () => {
  it.each([
    ['Cscom Sabalibougou', 'CSCOM de Sabalibougou'],
    ['CSCom de Nièbala', 'Niebala Community Health Centre'],
    ['CSRéf de Kolomba', 'kolomba referral health centre'],
    ['Centre de santé communautaire de Tin-Aouker', 'CSCom Tin Aouker'],
    ['CSCom de l’Hippodrome', "CSCOM DE L'HIPPODROME"],
    ['Cœur de Marie', 'COEUR DE MARIE'],
  ])('is the same for %j and %j', (one, other) => {
    expect(normalName(one)).toBe(normalName(other));
  });

  it.each([
    ['CSCom Lafiabougou 1', 'CSCom Lafiabougou 2'],
    ['CSCom de Sébénikoro', 'CSCom de Sébékoro'],
  ])('differs for %j and %j', (one, other) => {
    expect(normalName(one)).not.toBe(normalName(other));
  });

  it('keeps the only words there are', () => {
    expect(normalName('Centre de santé')).toBe('centre de sante');
  });
});
