/** Why somebody opens the identity of a dead person; kept in the journal, read by the focal point. [domain 7.4 Z1] */
export const IDENTITY_REASONS = ['family', 'record', 'same-person', 'certificate'] as const;
export type IdentityReason = (typeof IDENTITY_REASONS)[number];
