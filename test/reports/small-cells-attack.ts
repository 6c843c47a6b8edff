import {
  publishedDeaths,
  type DistrictDeaths,
  type PublishedDeaths,
} from '../../backend/src/domain/reports/small-cells.js';

/** The rule under attack. */
export type Publish = typeof publishedDeaths;

/** Places of the attacked tables: districts from 0 on, regions from here on, the country. */
export const REGION = 800;
export const COUNTRY = 900;

/** A table of regions with these numbers of deaths in their districts. */
export function tableOf(regions: readonly (readonly number[])[]): readonly DistrictDeaths[] {
  return regions
    .flatMap((own, at) => own.map((deaths) => ({ regionId: REGION + at, deaths })))
    .map((district, placeId) => ({ placeId, ...district }));
}

/** An answer as one text, so that two can be compared. */
export function told(cells: readonly PublishedDeaths[]): string {
  return cells.map(({ placeId, mark, deaths }) => `${placeId} ${mark} ${deaths ?? ''}`).join('\n');
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const deathsOf = (districts: readonly DistrictDeaths[]): number =>
  sumOf(districts.map(({ deaths }) => deaths));

/** Every number of a table by its place, the totals as well. */
export function numbersOf(districts: readonly DistrictDeaths[]): ReadonlyMap<number, number> {
  return new Map([
    ...districts.map(({ placeId, deaths }) => [placeId, deaths] as const),
    ...[...Map.groupBy(districts, ({ regionId }) => regionId)].map(
      ([id, own]) => [id, deathsOf(own)] as const,
    ),
    [COUNTRY, deathsOf(districts)],
  ]);
}

/**
 * What somebody finds out who knows the rule and tries every table with regions of these sizes and at most `most` deaths in a district:
 * which tables give exactly this answer? A district is found out when it may be small and cannot be each of the small numbers; a total
 * when it may be small and has fewer possible values than there are small numbers.
 */
export function foundOut(
  publish: Publish,
  sizes: readonly number[],
  smallest: number,
  most: number,
): readonly string[] {
  const answers = new Map<string, Map<number, Set<number>>>();
  const values = most + 1;
  for (let number = 0; number < values ** sumOf(sizes); number += 1) {
    let left = number;
    const digit = (): number => {
      const value = left % values;
      left = Math.floor(left / values);
      return value;
    };
    const districts = tableOf(sizes.map((size) => Array.from({ length: size }, digit)));
    const answer = told(publish(districts, COUNTRY, smallest));
    const possible = answers.get(answer) ?? new Map<number, Set<number>>();
    answers.set(answer, possible);
    for (const [placeId, value] of numbersOf(districts))
      possible.set(placeId, (possible.get(placeId) ?? new Set()).add(value));
  }
  const small = Array.from({ length: smallest - 1 }, (_, at) => at + 1);
  return [...answers].flatMap(([answer, places]) =>
    [...places]
      .filter(([placeId, possible]) => {
        const met = small.filter((value) => possible.has(value));
        if (met.length === 0) return false;
        return placeId < REGION ? met.length < small.length : possible.size < small.length;
      })
      .map(([placeId, possible]) => `${placeId} is one of ${[...possible].join(' ')} in\n${answer}`),
  );
}

/** Hidden districts of one region that a reader knows together, with the sums they can have. */
interface Group {
  readonly places: readonly number[];
  readonly sums: readonly number[];
}

/**
 * A table with another number at a hidden place that is answered exactly alike, which proves that the answer does not exclude it; `undefined`
 * when none is found. For tables too large to try them all.
 */
export function tableWith(
  districts: readonly DistrictDeaths[],
  placeId: number,
  value: number,
  smallest: number,
): readonly DistrictDeaths[] | undefined {
  const answer = publishedDeaths(districts, COUNTRY, smallest);
  const marks = new Map(answer.map((cell) => [cell.placeId, cell.mark]));
  const regionOf = (id: number): number => districts.find((one) => one.placeId === id)?.regionId ?? COUNTRY;
  const here = regionOf(placeId);
  const isAlone = marks.get(here) === 'told';
  const pool = districts.filter(
    (one) =>
      marks.get(one.placeId) === 'small' &&
      (isAlone ? one.regionId === here : marks.get(one.regionId) !== 'told'),
  );
  const isKnown = isAlone || marks.get(COUNTRY) === 'told';
  const groups = [...Map.groupBy(pool, ({ regionId }) => regionId)].map(([regionId, own]): Group => {
    const places = own.map((one) => one.placeId).filter((id) => id !== placeId);
    const fixed = regionId === here ? [value] : [];
    const every = Array.from(
      { length: places.length * (smallest - 2) + 1 },
      (_, more) => places.length + more,
    );
    const isSilent = (sum: number): boolean =>
      isWithheld([...fixed, ...spread(places.length, sum, smallest)], smallest);
    return { places, sums: isAlone ? every : every.filter(isSilent) };
  });
  for (const sums of choices(groups, isKnown ? deathsOf(pool) - value : null)) {
    const numbers = new Map<number, number>([[placeId, value]]);
    for (const [at, { places }] of groups.entries())
      for (const [index, number] of spread(places.length, sums[at] ?? 0, smallest).entries())
        numbers.set(places[index] ?? -1, number);
    const other = districts.map((one) => ({ ...one, deaths: numbers.get(one.placeId) ?? one.deaths }));
    if (told(publishedDeaths(other, COUNTRY, smallest)) === told(answer)) return other;
  }
  return undefined;
}

const silences = new Map<string, boolean>();

/** Whether a region with these small numbers is not told its total; asked once for each length and sum, which is all that can matter. */
function isWithheld(numbers: readonly number[], smallest: number): boolean {
  const key = [numbers.length, sumOf(numbers), smallest].join(' ');
  const found =
    silences.get(key) ?? publishedDeaths(tableOf([numbers]), COUNTRY, smallest).at(-2)?.mark === 'withheld';
  silences.set(key, found);
  return found;
}

/** Small numbers of this sum, as alike as can be. */
function spread(length: number, sum: number, smallest: number): readonly number[] {
  const numbers = Array.from({ length }, (_, at) => Math.floor((sum + at) / length));
  return numbers.every((one) => one > 0 && one < smallest) ? numbers : [];
}

/** One sum for each group: those that add up to the total or, when it is not known, first the least and the greatest of all. */
function* choices(groups: readonly Group[], total: number | null): Generator<readonly number[]> {
  if (total === null) {
    yield groups.map(({ sums }) => sums[0] ?? 0);
    yield groups.map(({ sums }) => sums.at(-1) ?? 0);
    return;
  }
  const [first, ...others] = groups;
  if (first === undefined) {
    if (total === 0) yield [];
    return;
  }
  const least = sumOf(others.map(({ sums }) => sums[0] ?? 0));
  const most = sumOf(others.map(({ sums }) => sums.at(-1) ?? 0));
  for (const sum of first.sums)
    if (total - sum >= least && total - sum <= most)
      for (const rest of choices(others, total - sum)) yield [sum, ...rest];
}
