import { describe, expect, it } from '@jest/globals';
import type { PacketSpan } from '@domain/audits/audit.js';
import { placesOf, trimmed, withDecision, withHidden } from './own-spans';

const awa: PacketSpan = { start: 10, end: 13, kind: 'vault', decision: null };
const date: PacketSpan = { start: 20, end: 27, kind: 'date', decision: 'keep' };

describe('hiding a passage chosen by hand', () => {
  it('adds it among the others, in order', () => {
    expect(withHidden([awa, date], { start: 14, end: 18 })).toEqual([
      awa,
      { start: 14, end: 18, kind: 'own', decision: 'redact' },
      date,
    ]);
  });

  it('hides what it covers and adds only what stands apart', () => {
    expect(withHidden([awa, date], { start: 8, end: 22 })).toEqual([
      { start: 8, end: 10, kind: 'own', decision: 'redact' },
      { ...awa, decision: 'redact' },
      { start: 13, end: 20, kind: 'own', decision: 'redact' },
      { ...date, decision: 'redact' },
    ]);
  });

  it('adds nothing inside a passage already marked', () => {
    expect(withHidden([awa], { start: 11, end: 12 })).toEqual([{ ...awa, decision: 'redact' }]);
  });
});

describe('deciding on a passage', () => {
  it('keeps or hides what the screening marked', () => {
    expect(withDecision([awa, date], awa, 'keep')).toEqual([{ ...awa, decision: 'keep' }, date]);
  });

  it('forgets a passage added by hand and then kept', () => {
    const own: PacketSpan = { start: 1, end: 4, kind: 'own', decision: 'redact' };
    expect(withDecision([own, awa], own, 'keep')).toEqual([awa]);
  });
});

describe('finding words in a text', () => {
  it('finds whole words only, whatever the case', () => {
    expect(placesOf('Awa et awa, pas Awaba ni Kawa', 'AWA')).toEqual([
      { start: 0, end: 3 },
      { start: 7, end: 10 },
    ]);
    expect(placesOf('rien', '  ')).toEqual([]);
  });
});

describe('a selection', () => {
  it('loses the spaces at its ends', () => {
    expect(trimmed('le  CSCom  de', { start: 2, end: 11 })).toEqual({ start: 4, end: 9 });
    expect(trimmed('a   b', { start: 1, end: 3 })).toBeNull();
  });
});
