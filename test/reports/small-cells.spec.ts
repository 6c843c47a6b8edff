import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  COUNTRY,
  foundOut,
  numbersOf,
  REGION,
  tableOf,
  tableWith,
  told,
  type Publish,
} from './small-cells-attack.js';
import { publishedDeaths, type PublishedDeaths } from '../../backend/src/domain/reports/small-cells.js';

const seed = 20261126;
const SMALLEST = 5;

/** Sizes of the regions, the smallest number told, the highest number tried: every table is tried. */
const SHAPES: readonly (readonly [readonly number[], number, number])[] = [
  [[1], 5, 9],
  [[2], 5, 9],
  [[4], 5, 9],
  [[1, 1], 5, 9],
  [[2, 1], 5, 9],
  [[2, 2], 5, 9],
  [[3, 2], 5, 6],
  [[2, 1, 1, 1], 5, 6],
  [[5], 5, 6],
  [[3, 2, 1], 4, 4],
  [[7], 3, 3],
  [[4, 3], 3, 3],
  [[3, 2, 2], 3, 3],
  [[2, 2, 1, 1, 1], 3, 3],
];

/** The rule with totals that hold hidden numbers told otherwise. */
function withTotals(
  mark: (total: number, answer: PublishedDeaths, hidden: number) => PublishedDeaths['mark'],
): Publish {
  return (districts, countryId, smallest) => {
    const numbers = numbersOf(districts);
    return publishedDeaths(districts, countryId, smallest).map((answer) => {
      const { placeId } = answer;
      const within = districts.filter(({ regionId }) => placeId === countryId || regionId === placeId);
      const hidden = within.filter(({ deaths }) => deaths > 0 && deaths < smallest).length;
      if (placeId < REGION || hidden === 0) return answer;
      const total = numbers.get(placeId) ?? 0;
      const given = mark(total, answer, hidden);
      return { placeId, mark: given, deaths: given === 'told' ? total : null };
    });
  };
}

/** The total of the country as if it had one region, forgetting what the silence of its regions says. */
const forgetful: Publish = (districts, countryId, smallest) => {
  const one = districts.map((row) => ({ ...row, regionId: REGION }));
  return [
    ...publishedDeaths(districts, countryId, smallest).slice(0, -1),
    ...publishedDeaths(one, countryId, smallest).slice(-1),
  ];
};

describe('whoever knows the rule and tries every table', () => {
  it.each(SHAPES)('finds no small number: regions of %j districts, below %i', (sizes, smallest, most) => {
    expect(foundOut(publishedDeaths, sizes, smallest, most)).toEqual([]);
  });

  it.each<[string, Publish, readonly number[]]>([
    ['small numbers are told', (districts, countryId) => publishedDeaths(districts, countryId, 1), [1]],
    ['every total is told', withTotals(() => 'told'), [2]],
    ['every total from 5 on is told', withTotals((total) => (total < 5 ? 'withheld' : 'told')), [2]],
    ['a total of two is told', withTotals((_, __, hidden) => (hidden < 2 ? 'withheld' : 'told')), [2]],
    [
      'a withheld total says that it is small',
      withTotals((total, { mark }) => (mark === 'withheld' && total < 5 ? 'small' : mark)),
      [2],
    ],
    ['the country forgets the silence of its regions', forgetful, [2, 2]],
  ])('finds some when %s', (_, planted, sizes) => {
    expect(foundOut(planted, sizes, SMALLEST, 8)).not.toEqual([]);
  });
});

const death = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 40 }) },
);
const tables = fc
  .array(fc.array(death, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 6 })
  .map(tableOf);

describe('tables of the size of a country', () => {
  it('give the same answer with each small number in each small cell', () => {
    let proven = 0;
    fc.assert(
      fc.property(tables, (districts) => {
        for (const { placeId, mark } of publishedDeaths(districts, COUNTRY, SMALLEST)) {
          if (mark !== 'small') continue;
          for (let value = 1; value < SMALLEST; value += 1) {
            const other = tableWith(districts, placeId, value, SMALLEST);
            expect(other?.find((one) => one.placeId === placeId)?.deaths).toBe(value);
            proven += 1;
          }
        }
      }),
      { seed, numRuns: 1000 },
    );
    expect(proven).toBeGreaterThan(20_000);
  });

  it('hide what is small, tell zeros and large numbers, and never a small total', () => {
    fc.assert(
      fc.property(tables, (districts) => {
        const numbers = numbersOf(districts);
        for (const { placeId, mark, deaths } of publishedDeaths(districts, COUNTRY, SMALLEST)) {
          const number = numbers.get(placeId) ?? 0;
          const isSmall = number > 0 && number < SMALLEST;
          if (placeId < REGION) expect(mark).toBe(isSmall ? 'small' : 'told');
          expect(deaths).toBe(mark === 'told' ? number : null);
          if (isSmall) expect(deaths).toBeNull();
        }
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('are answered alike in whatever order they are read', () => {
    fc.assert(
      fc.property(tables, (districts) => {
        const sorted = (answer: readonly PublishedDeaths[]) =>
          told(answer.toSorted((one, other) => one.placeId - other.placeId));
        expect(sorted(publishedDeaths(districts.toReversed(), COUNTRY, SMALLEST))).toBe(
          sorted(publishedDeaths(districts, COUNTRY, SMALLEST)),
        );
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('one region', () => {
  it.each<[readonly number[], number | string]>([
    [[0, 0], 0],
    [[7, 12], 19],
    [[3], 'withheld'],
    [[3, 12], 'withheld'],
    [[2, 2], 'withheld'],
    [[2, 3], 5],
    [[2, 3, 0, 12], 17],
    [[2, 3, 3], 8],
    [[4, 4, 4], 'withheld'],
    [[1, 1, 1, 1, 1, 3], 'withheld'],
    [[1, 1, 1, 1, 1, 4], 9],
    [[4, 4, 4, 4, 4, 1], 21],
    [[4, 4, 4, 4, 4, 2], 'withheld'],
  ])('of %j has the total %s, and so has its country', (deaths, total) => {
    const answer = publishedDeaths(tableOf([deaths]), COUNTRY, SMALLEST);
    expect(answer.slice(-2).map((cell) => cell.deaths ?? cell.mark)).toEqual([total, total]);
  });
});
