import type { RecommendationState } from '@domain/recommendations/recommendation-workflow.js';

const UNDER_WAY: readonly RecommendationState[] = ['proposed', 'accepted', 'in-progress', 'blocked'];

/** Whether the work is still to be done: only then a deadline runs. */
export function isUnderWay(state: RecommendationState): boolean {
  return UNDER_WAY.includes(state);
}
