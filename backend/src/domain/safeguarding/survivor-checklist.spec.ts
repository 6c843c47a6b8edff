import { describe, expect, it } from '@jest/globals';
import { EMPTY_CHECKLIST, isSettled, SURVIVOR_ITEMS } from './survivor-checklist.js';

const all = (state: 'done' | 'not-needed' | 'todo') => ({
  children: 2,
  items: Object.fromEntries(SURVIVOR_ITEMS.map((item) => [item, state])) as (typeof EMPTY_CHECKLIST)['items'],
});

describe('the checklist for the surviving children', () => {
  it('is open while the children are not counted, or one item waits', () => {
    expect(isSettled(EMPTY_CHECKLIST)).toBe(false);
    expect(isSettled({ ...all('done'), children: null })).toBe(false);
    for (const item of SURVIVOR_ITEMS) {
      const one = all('done');
      expect([item, isSettled({ ...one, items: { ...one.items, [item]: 'todo' } })]).toEqual([item, false]);
    }
  });

  it('is settled once each item is done or not needed, and when no child lives there', () => {
    expect(isSettled(all('done'))).toBe(true);
    expect(isSettled(all('not-needed'))).toBe(true);
    expect(isSettled({ ...EMPTY_CHECKLIST, children: 0 })).toBe(true);
  });
});
