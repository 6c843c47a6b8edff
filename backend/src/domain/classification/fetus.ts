/** What a maternal death means for the child. Thresholds in completed weeks from the last period. [domain 2.2 d, e] */
export interface FetusOutcome {
  /** Dead in the womb or at birth from 22 weeks on. */
  readonly fetal_death_ge22w: boolean;
  /** Born dead from 28 weeks on: the only one counted as a stillbirth. A child never born is not. */
  readonly stillbirth_ge28w: boolean;
  /** `proposed`: a case of its own, for a child born dead from 28 weeks on or born alive and dead. */
  readonly linked_case: 'none' | 'proposed';
}

/**
 * The child of a maternal death. `outcome` is a code of CL_NB_OUTCOME, or `undelivered`; `weeks` the gestational age at the end, or at
 * the mother's death.
 */
export function fetusOutcome(outcome: string | undefined, weeks: number | undefined): FetusOutcome {
  const isStillborn = outcome === 'SB_FRESH' || outcome === 'SB_MAC';
  const isDeadFetus = isStillborn || outcome === 'undelivered';
  const isLate = weeks !== undefined && weeks >= 28;
  return {
    fetal_death_ge22w: isDeadFetus && weeks !== undefined && weeks >= 22,
    stillbirth_ge28w: isStillborn && isLate,
    linked_case: outcome === 'LIVE_DIED' || (isStillborn && isLate) ? 'proposed' : 'none',
  };
}
