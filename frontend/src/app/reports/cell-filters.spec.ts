import { describe, expect, it } from '@jest/globals';
import { cellFilters } from './cell-filters';

describe('what a cell of the grid is found by', () => {
  it.each([
    ['on-time', 0, false, ['zero']],
    ['received-late', 0, false, ['late', 'zero']],
    ['received-late', 2, true, ['late', 'deaths', 'differs']],
    ['missing', null, false, ['missing']],
    ['late', null, false, ['late']],
    ['due', null, false, []],
  ] as const)('%s with %j deaths', (standing, deaths, differs, filters) => {
    expect(cellFilters({ standing, deaths, differs })).toEqual(filters);
  });
});
