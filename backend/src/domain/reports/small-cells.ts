/** How a number of deaths is told outside the district: as it is, as "fewer than the smallest cell", or not at all. */
export type DeathsMark = 'told' | 'small' | 'withheld';

/** The deaths that one district counted in one period. Who sent nothing counted nothing and is left out. */
export interface DistrictDeaths {
  readonly placeId: number;
  readonly regionId: number;
  readonly deaths: number;
}

/** One number of the published table; `deaths` is there only when it is told. */
export interface PublishedDeaths {
  readonly placeId: number;
  readonly mark: DeathsMark;
  readonly deaths: number | null;
}

/** The sums that hidden numbers can have together. */
type Sums = ReadonlySet<number>;

/**
 * The table of one period: deaths by district, with a total for each region and for the country. A district's number from 1 to
 * `smallest - 1` is `small`; a zero and every other number are told. A total is told when whoever knows this rule and all that is told
 * still finds every value possible for each number that is not: one small district never has it told, six below 5 have it told from 9
 * to 21. Whether it is told depends on that sum and on marks, on nothing else, and what its silence says is counted with in the
 * next total. A total told is 0 or at least `smallest`. [domain 7.2 Z5, 7.4.9]
 */
export function publishedDeaths(
  districts: readonly DistrictDeaths[],
  countryId: number,
  smallest: number,
): readonly PublishedDeaths[] {
  const small: Sums = new Set(Array.from({ length: smallest - 1 }, (_, at) => at + 1));
  const isSmall = ({ deaths }: DistrictDeaths): boolean => small.has(deaths);
  const cells = districts.map((one) => cellOf(one.placeId, one.deaths, isSmall(one) ? 'small' : 'told'));
  const silent: { readonly sums: Sums; readonly sum: number }[] = [];
  const regions = [...Map.groupBy(districts, ({ regionId }) => regionId)].map(([regionId, own]) => {
    const hidden = own.filter(isSmall);
    const { safe, unsafe } = sumsOf(hidden.map(() => small));
    const sum = deathsOf(hidden);
    if (!safe.has(sum)) silent.push({ sums: unsafe, sum });
    return cellOf(regionId, deathsOf(own), safe.has(sum) ? 'told' : 'withheld');
  });
  const { safe } = sumsOf(silent.map(({ sums }) => sums));
  const rest = silent.reduce((all, { sum }) => all + sum, 0);
  return [...cells, ...regions, cellOf(countryId, deathsOf(districts), safe.has(rest) ? 'told' : 'withheld')];
}

function cellOf(placeId: number, deaths: number, mark: DeathsMark): PublishedDeaths {
  return { placeId, mark, deaths: mark === 'told' ? deaths : null };
}

function deathsOf(districts: readonly DistrictDeaths[]): number {
  return districts.reduce((sum, { deaths }) => sum + deaths, 0);
}

/** The sums of hidden numbers that leave each of them every value it can have, and the other sums. Of no numbers, 0 is safe. */
function sumsOf(hidden: readonly Sums[]): { readonly safe: Sums; readonly unsafe: Sums } {
  const every = added(hidden);
  const kinds = [...new Set(hidden)].map(
    (one) => [one, added(hidden.toSpliced(hidden.indexOf(one), 1))] as const,
  );
  const isSafe = (sum: number): boolean =>
    kinds.every(([one, others]) => [...one].every((value) => others.has(sum - value)));
  const safe = new Set([...every].filter(isSafe));
  return { safe, unsafe: new Set([...every].filter((sum) => !safe.has(sum))) };
}

function added(hidden: readonly Sums[]): Sums {
  return hidden.reduce<Sums>(
    (sums, one) => new Set([...sums].flatMap((sum) => [...one].map((value) => sum + value))),
    new Set([0]),
  );
}
