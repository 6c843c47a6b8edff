import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { settingsFrom } from '../settings.js';
import {
  draw,
  drawClassOf,
  endOfQuarter,
  printed,
  probabilityOf,
  quarterOf,
  rankOf,
  recipe,
  seatsOf,
  topUp,
  type DrawFacts,
  type Hmac,
} from './draw.js';

const hmac: Hmac = (seed, message) => createHmac('sha256', seed).update(message).digest();
const seed = new Uint8Array(32).map((_, index) => index);
const settings = settingsFrom();
const child: DrawFacts = {
  kind: 'CHILD',
  partner: false,
  ageMonths: 20,
  intrapartum: false,
  maternal: 'no',
  targeted: false,
  termNewborn: false,
};

describe('the rank of a case', () => {
  it('is what a third party computes with openssl and a calculator', () => {
    // printf %s DNB-7K3M9QXA-X | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
    const digest = createHmac('sha256', Buffer.from(printed(seed), 'hex'))
      .update('DNB-7K3M9QXA-X')
      .digest('hex');
    expect(rankOf('DNB-7K3M9QXA-X', seed, hmac)).toBe(Number(`0x${digest.slice(0, 13)}`) / 4503599627370496);
  });

  it('is spread evenly between 0 and 1', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index++) {
      const rank = rankOf(`case ${index}`, seed, hmac);
      expect(rank >= 0 && rank < 1).toBe(true);
      tenths[Math.floor(rank * 10)] = (tenths[Math.floor(rank * 10)] ?? 0) + 1;
    }
    const chiSquare = tenths.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(27.88); // 0.999 quantile, 9 degrees of freedom
  });
});

describe('drawing at the seal', () => {
  it('always selects at probability 1 and never at 0', () => {
    fc.assert(
      fc.property(fc.string(), (number) => {
        expect(draw(number, 1, seed, hmac).selected).toBe(true);
        expect(draw(number, 0, seed, hmac).selected).toBe(false);
      }),
    );
  });

  it.each<[Partial<DrawFacts>, string, number]>([
    [{ kind: 'MAT', maternal: 'yes' }, 'maternal', 1],
    [{ kind: 'NND', partner: true }, 'neonatal-partner', 1],
    [{ kind: 'CHILD', partner: true, ageMonths: 11 }, 'infant-partner', 1],
    [{ kind: 'CHILD', partner: true, ageMonths: 12 }, 'other', 0.1],
    [{ kind: 'SB', partner: true, intrapartum: true }, 'intrapartum-partner', 1],
    [{ kind: 'SB', partner: true }, 'other', 0.1],
    [{ kind: 'NND', termNewborn: true }, 'targeted', 1],
    [{ targeted: true }, 'targeted', 1],
    [{ kind: 'NND', partner: true, termNewborn: true, targeted: true }, 'neonatal-partner', 1],
    [{ kind: 'SB', targeted: true }, 'targeted', 1],
    [{ kind: 'MAT', maternal: 'coincidental' }, 'targeted', 1],
    [{ kind: 'MAT', maternal: 'late' }, 'targeted', 1],
    [{}, 'other', 0.1],
  ])('%j is of class %s, probability %d', (facts, drawClass, probability) => {
    expect(drawClassOf({ ...child, ...facts })).toBe(drawClass);
    expect(probabilityOf({ ...child, ...facts }, settings)).toBe(probability);
  });

  it.each<[DrawFacts['maternal'], number, number, number]>([
    ['yes', 0.6, 0.2, 0.6],
    ['coincidental', 0.6, 0.2, 0.6],
    ['coincidental', 0.2, 0.6, 0.6],
    ['late', 0, 1, 1],
    ['yes', 0, 1, 0],
  ])('a woman classed %s: of %d maternal and %d targeted, %d', (maternal, ofMothers, ofTargeted, share) => {
    const own = { ...settings, 'draw.maternal': ofMothers, 'draw.targeted': ofTargeted };
    expect(probabilityOf({ ...child, kind: 'MAT', maternal }, own)).toBe(share);
  });

  it('gives two reviewers to a mother and one to others', () => {
    expect([seatsOf('MAT', settings), seatsOf('CHILD', settings)]).toEqual([2, 1]);
  });
});

describe('topping a quarter up', () => {
  const cases = (...ranks: readonly number[]) =>
    ranks.map((rank) => ({ caseNumber: `c${rank}`, rank, selected: rank < 0.1 }));

  it('adds the lowest ranks left until the minimum is reached', () => {
    expect(topUp(cases(0.9, 0.05, 0.3, 0.2, 0.7), 3, 0.1)).toEqual({
      added: ['c0.2', 'c0.3'],
      probability: 0.6,
    });
  });

  it('takes all there are when there are fewer, and nobody when there is nobody', () => {
    expect(topUp(cases(0.9, 0.5), 5, 0.1)).toEqual({ added: ['c0.5', 'c0.9'], probability: 1 });
    expect(topUp([], 5, 0.1)).toEqual({ added: [], probability: 0.1 });
  });

  it('leaves a sample that is already large enough alone', () => {
    expect(topUp(cases(0.01, 0.02, 0.5), 1, 0.1)).toEqual({ added: [], probability: 2 / 3 });
  });
});

describe('the calendar and the recipe', () => {
  it('knows the quarter of a day and when it ends', () => {
    expect(['2026-01-31', '2026-04-01', '2026-12-31T23:59'].map(quarterOf)).toEqual([
      '2026-Q1',
      '2026-Q2',
      '2026-Q4',
    ]);
    expect(['2026-Q1', '2026-Q4'].map(endOfQuarter)).toEqual(['2026-04-01', '2027-01-01']);
  });

  it('prints commitment, seed and every case, in both languages', () => {
    const commitment = createHash('sha256').update(seed).digest('hex');
    const drawn = draw('DNB-7K3M9QXA-X', 1, seed, hmac);
    const revealed = {
      district: 'Commune V',
      quarter: '2026-Q1',
      commitment,
      seed: printed(seed),
      cases: [{ ...drawn, caseNumber: 'DNB-7K3M9QXA-X', phase: 'seal' as const }],
    };
    for (const language of ['fr', 'en'] as const) {
      const text = recipe(revealed, language);
      expect(text).toContain(commitment);
      expect(text).toContain(printed(seed));
      expect(text).toContain(`DNB-7K3M9QXA-X\t${drawn.rank.toFixed(6)}`);
    }
    expect(recipe(revealed, 'fr')).toContain('retenu');
    expect(recipe(revealed, 'en')).toContain('selected');
  });
});
