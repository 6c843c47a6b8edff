/**
 * How far apart two lists of times lie, in standard deviations: the normal approximation of the Mann–Whitney U test, corrected for ties.
 * [Mann & Whitney 1947; Lehmann 1975, 1.2] Nothing is asked of how the times are spread; some are always far too long.
 */
export function rankDistance(left: readonly number[], right: readonly number[]): number {
  const all = [...left.map((ms) => ({ ms, isLeft: true })), ...right.map((ms) => ({ ms, isLeft: false }))];
  all.sort((a, b) => a.ms - b.ms);
  let [ranks, tied] = [0, 0];
  for (let from = 0; from < all.length;) {
    const equal = all.slice(from).findIndex(({ ms }) => ms !== all[from]?.ms);
    const size = equal === -1 ? all.length - from : equal;
    const rank = from + (size + 1) / 2;
    ranks += rank * all.slice(from, from + size).filter(({ isLeft }) => isLeft).length;
    tied += size ** 3 - size;
    from += size;
  }
  const [m, n, sum] = [left.length, right.length, all.length];
  const above = ranks - (m * (m + 1)) / 2 - (m * n) / 2;
  const spread = Math.sqrt(((m * n) / 12) * (sum + 1 - tied / (sum * (sum - 1))));
  return spread === 0 ? 0 : above / spread;
}
