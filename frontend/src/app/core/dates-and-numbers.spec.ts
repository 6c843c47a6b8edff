import { describe, expect, it } from '@jest/globals';
import {
  formatDate,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatMonth,
  formatShare,
  formatTime,
  localNow,
  parseNumber,
} from './dates-and-numbers';

const now = Date.parse('2026-09-15T10:00Z');
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('dates and hours of Mali', () => {
  it('names the day, and the year when it is another', () => {
    expect(formatDate('2026-09-06', 'fr', 'day', now)).toBe('dim.\u00a06\u00a0sept.');
    expect(plain(formatDate('2025-09-06', 'fr', 'day', now))).toBe('sam. 6 sept. 2025');
    expect(formatDate('2026-09-06', 'fr', 'long', now)).toBe('dimanche 6\u00a0septembre 2026');
    expect(plain(formatDate('2026-09-06', 'en', 'day', now))).toBe('Sun 6 Sept');
  });

  it('calls the first of a month so, in French', () => {
    expect(plain(formatDate('2026-03-01', 'fr', 'day', now))).toBe('dim. 1er mars');
    expect(plain(formatDate('2024-01-01', 'fr', 'long', now))).toBe('lundi 1er janvier 2024');
    expect(plain(formatDate('2026-03-11', 'fr', 'short', now))).toBe('11 mars');
    expect(plain(formatDate('2026-03-01', 'en', 'short', now))).toBe('1 Mar');
  });

  it('never shifts an hour', () => {
    expect(plain(formatDateTime('2026-09-06T23:40', 'fr', now))).toBe('dim. 6 sept., 23 h 40');
    expect(plain(formatTime('00:05', 'fr'))).toBe('0 h 05');
    expect(plain(formatTime('2026-09-06T09:00', 'fr'))).toBe('9 h');
    expect(formatTime('21:40', 'en')).toBe('21:40');
    expect(localNow(Date.parse('2026-09-06T23:59:59Z'))).toBe('2026-09-06T23:59');
  });

  it('leaves alone what is no date', () => {
    expect(formatDate('hier', 'fr')).toBe('hier');
  });
});

describe('months', () => {
  const now = Date.parse('2026-05-10T08:00Z');

  it('are named alone in their year, with it otherwise', () => {
    expect(formatMonth('2026-05', 'fr', now)).toBe('mai');
    expect(formatMonth('2025-12', 'fr', now)).toBe('décembre 2025');
    expect(formatMonth('2026-05', 'en', now)).toBe('May');
    expect(formatMonth('bientôt', 'fr', now)).toBe('bientôt');
  });
});

describe('durations', () => {
  it.each([
    [119, false, '119 min'],
    [120, false, '2 h'],
    [35 * 60 + 20, true, '35 h 20'],
    [35 * 60 + 20, false, '35 h'],
    [48 * 60 - 1, false, '47 h'],
    [48 * 60, false, '2 j'],
    [-5, false, '0 min'],
  ])('says %d minutes (exact: %s) as %s', (minutes, exact, words) => {
    expect(plain(formatDuration(minutes, 'fr', exact))).toBe(words);
  });
});

describe('numbers', () => {
  it('writes a comma and keeps thousands together', () => {
    expect(formatNumber(39.8, 'fr')).toBe('39,8');
    expect(formatNumber(3100, 'fr')).toBe('3\u00a0100');
    expect(formatNumber(3100.5, 'en')).toBe('3,100.5');
  });

  it.each([
    [0, 0],
    [0.001, 1],
    [1 / 3, 33],
    [2 / 3, 67],
    [0.565, 57],
    [0.999, 99],
    [1, 100],
  ])('rounds the share %d to the nearest, %i %%, so that 100 % means all and 0 % none', (share, percent) => {
    expect(plain(formatShare(share, 'fr'))).toBe(`${percent} %`);
    expect(formatShare(share, 'en')).toBe(`${percent}%`);
  });

  it.each([
    ['39,8', 39.8],
    ['39.8', 39.8],
    ['3 100', 3100],
    ['-2', -2],
    ['', null],
    ['abc', null],
    ['1e3', null],
    ['4,', null],
  ])('reads %j as %s', (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });
});
