/** CL_REC_LEVEL: who can carry a recommendation out. */
export const LEVELS = [
  'FAMILY',
  'COMMUNITY',
  'CSCOM',
  'ASACO',
  'COMMUNE',
  'DISTRICT',
  'REGION',
  'NATIONAL',
] as const;
export type Level = (typeof LEVELS)[number];

/** CL_REC_AUDIENCE: who may see a recommendation. */
export type Audience = 'CARE_TEAM' | 'ASACO' | 'ALL';

/**
 * Factors of skill, behaviour or records. The ASACO employs the staff: an action on one of these would tell it whom to dismiss.
 * [domain 8.5]
 */
export const SKILL_FACTORS: readonly string[] = [
  'F15',
  'F16',
  'F17',
  'F18',
  'F19',
  'F20',
  'F27',
  'F28',
  'F29',
  'F31',
  'F32',
  'F34',
];

/** Whether a recommendation on this factor stays with the care team, whatever was chosen. */
export function isCareTeamOnly(factor: string): boolean {
  return SKILL_FACTORS.includes(factor);
}

/** The audience a recommendation gets: the care team alone for skills and behaviour, the ASACO for its own and the community's level. */
export function audienceOf(factor: string, level: Level): Audience {
  if (isCareTeamOnly(factor)) return 'CARE_TEAM';
  return level === 'FAMILY' || level === 'COMMUNITY' || level === 'CSCOM' || level === 'ASACO'
    ? 'ASACO'
    : 'ALL';
}

/** Whether the ASACO may ever see it: never an action on one person's skills or behaviour. */
export function mayReachAsaco(factor: string, audience: Audience): boolean {
  return audience !== 'CARE_TEAM' && !isCareTeamOnly(factor);
}
