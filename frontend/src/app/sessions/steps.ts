/** The six steps of a session, in the order of its tabs and as the address names them. */
export const STEPS = ['presences', 'charte', 'recit', 'avis', 'recommandations', 'sceller'] as const;
export type Step = (typeof STEPS)[number];

/** The step after this one, `null` after the last. */
export function stepAfter(step: Step): Step | null {
  return STEPS[STEPS.indexOf(step) + 1] ?? null;
}
