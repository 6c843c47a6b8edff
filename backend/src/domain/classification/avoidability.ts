/** Worst first among the grades of quality; QU (not assessable) is none of them. */
const ORDER = ['Q0', 'Q1', 'Q2', 'Q3'] as const;

/** A grade of quality of care that says something: Q0 to Q3. */
export type Grade = (typeof ORDER)[number];

/** The worst grade over the phases; `null` when none was graded or all were not assessable. */
export function worstGrade(grades: readonly string[]): Grade | null {
  return ORDER.findLast((grade) => grades.includes(grade)) ?? null;
}

/** How the worst grade and the avoidability contradict each other. */
export interface QualityConflict {
  readonly code: 'V20.Q3-AVOID_NO' | 'V20.Q3-AVOID_POT' | 'V20.Q2-AVOID_NO';
  readonly severity: 'ERR' | 'WARN';
}

/**
 * V20: care that would have changed the outcome (Q3) excludes "not avoidable" and does not go with "potentially avoidable"; care that
 * may have changed it (Q2) does not go with "not avoidable". [domain 4.7]
 */
export function qualityConflict(
  worst: Grade | null,
  avoidability: string | undefined,
): QualityConflict | null {
  if (worst === 'Q3' && avoidability === 'AVOID_NO') return { code: 'V20.Q3-AVOID_NO', severity: 'ERR' };
  if (worst === 'Q3' && avoidability === 'AVOID_POT') return { code: 'V20.Q3-AVOID_POT', severity: 'WARN' };
  if (worst === 'Q2' && avoidability === 'AVOID_NO') return { code: 'V20.Q2-AVOID_NO', severity: 'WARN' };
  return null;
}
