import type { Level } from './audience.js';

/** CL_REC_ESCALATED_TO: the level asked to unblock an action. */
export const ESCALATION_LEVELS = ['CSCOM', 'DISTRICT', 'REGION', 'NATIONAL'] as const;
export type EscalationLevel = (typeof ESCALATION_LEVELS)[number];

const NEXT: Readonly<Record<Level, EscalationLevel | null>> = {
  FAMILY: 'CSCOM',
  COMMUNITY: 'CSCOM',
  ASACO: 'CSCOM',
  CSCOM: 'DISTRICT',
  COMMUNE: 'DISTRICT',
  DISTRICT: 'REGION',
  REGION: 'NATIONAL',
  NATIONAL: null,
};

/** The level asked next for a blocked action: the one above the last that was asked; `null` above the country. [domain 8.5] */
export function nextLevel(level: Level, askedAlready: EscalationLevel | null): EscalationLevel | null {
  return NEXT[askedAlready ?? level];
}
