import { describe, expect, it } from '@jest/globals';
import type { IcdMmGroup } from './icd-mm.js';
import type { MaternalClass, PregnancyStatus } from './maternal-class.js';
import { inMmr, lateCode, maternalClass, maternalWindow } from './maternal-class.js';

describe('the window of a death', () => {
  it.each<[string, PregnancyStatus | undefined, string | undefined, string]>([
    ['2026-09-06', 'PREGNANT', undefined, 'P'],
    ['2026-09-06', 'LABOUR', '2026-01-01', 'P'],
    ['2026-03-14', 'PP42', '2026-03-14', 'P42'],
    ['2026-04-25', 'PP42', '2026-03-14', 'P42'],
    ['2026-04-26', 'PP42', '2026-03-14', 'LATE'],
    ['2026-03-13', 'PP42', '2026-03-14', 'REVERSED'],
    ['2024-02-29', 'PP43_1Y', '2023-03-01', 'LATE'],
    ['2024-03-01', 'PP43_1Y', '2023-03-01', 'SEQ'],
    ['2026-03-01', 'PP43_1Y', '2025-03-01', 'SEQ'],
    ['2025-02-28', 'PP43_1Y', '2024-02-29', 'LATE'],
    ['2025-03-01', 'PP43_1Y', '2024-02-29', 'SEQ'],
    ['2026-03-14', 'PP42', undefined, 'P42'],
    ['2026-03-14', 'PP43_1Y', undefined, 'LATE'],
    ['2026-03-14', 'NOT', undefined, 'NONE'],
    ['2026-03-14', 'UNK', undefined, 'UNK'],
    ['2026-03-14', undefined, undefined, 'UNK'],
  ])('%s, %s, end %s: %s', (death, status, end, window) => {
    expect(maternalWindow(death, status, end)).toBe(window);
  });
});

describe('the class of a maternal death', () => {
  const inWindow: Readonly<Record<string, readonly [PregnancyStatus, string | undefined]>> = {
    P: ['PREGNANT', undefined],
    P42: ['PP42', '2026-03-10'],
    LATE: ['PP43_1Y', '2025-12-01'],
    SEQ: ['PP43_1Y', '2025-03-14'],
    UNK: ['UNK', undefined],
  };
  const direct: readonly IcdMmGroup[] = ['MM1', 'MM2', 'MM3', 'MM4', 'MM5', 'MM6'];
  const table: readonly (readonly [string, readonly IcdMmGroup[], MaternalClass])[] = [
    ['P', direct, 'DIRECT'],
    ['P42', direct, 'DIRECT'],
    ['P', ['MM7'], 'INDIRECT'],
    ['P42', ['MM7'], 'INDIRECT'],
    ['P', ['MM8'], 'UNSPEC'],
    ['P42', ['MM8'], 'UNSPEC'],
    ['P', ['MM9'], 'COINCIDENT'],
    ['P42', ['MM9'], 'COINCIDENT'],
    ['LATE', [...direct, 'MM7', 'MM8'], 'LATE'],
    ['LATE', ['MM9'], 'COINCIDENT'],
    ['SEQ', [...direct, 'MM7', 'MM8'], 'SEQ'],
    ['SEQ', ['MM9'], 'COINCIDENT'],
    ['UNK', [...direct, 'MM7', 'MM8', 'MM9'], 'SUSPECTED'],
    ['P', ['MM_TBS'], 'SUSPECTED'],
    ['P42', ['MM_TBS'], 'SUSPECTED'],
    ['LATE', ['MM_TBS'], 'SUSPECTED'],
    ['SEQ', ['MM_TBS'], 'SUSPECTED'],
    ['UNK', ['MM_TBS'], 'SUSPECTED'],
  ];

  it.each(
    table.flatMap(([window, groups, expected]) => groups.map((group) => [window, group, expected] as const)),
  )('in window %s, group %s: %s', (window, group, expected) => {
    const [status, end] = inWindow[window] ?? ['UNK', undefined];
    expect(maternalClass('2026-03-14', status, end, group)).toBe(expected);
  });

  it('stays suspected without a group, and is none outside pregnancy', () => {
    expect(maternalClass('2026-03-14', 'PREGNANT', undefined, undefined)).toBe('SUSPECTED');
    expect(maternalClass('2026-03-14', 'NOT', undefined, 'MM3')).toBeNull();
    expect(maternalClass('2026-03-13', 'PP42', '2026-03-14', 'MM3')).toBeNull();
  });

  it('counts direct, indirect and unspecified deaths only', () => {
    const counted = ['DIRECT', 'INDIRECT', 'UNSPEC', 'COINCIDENT', 'LATE', 'SEQ', 'SUSPECTED'] as const;
    expect(counted.map(inMmr)).toEqual([true, true, true, false, false, false, false]);
  });

  it('has a code for late deaths and sequelae', () => {
    expect(lateCode('LATE', 'MM3')).toBe('O96.0');
    expect(lateCode('LATE', 'MM7')).toBe('O96.1');
    expect(lateCode('LATE', 'MM8')).toBe('O96.9');
    expect(lateCode('SEQ', 'MM3')).toBe('O97');
  });
});
