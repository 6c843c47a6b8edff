import type { ChildGroup } from './child-cause.js';
import { childCause } from './child-cause.js';
import type { IcdMmGroup, ObstetricMoment } from './icd-mm.js';
import { icdMm } from './icd-mm.js';
import type { IcdPmGroup, Timing } from './icd-pm.js';
import { icdPm } from './icd-pm.js';
import { isBetween } from './icd10.js';

/** What must be known of a death to map its cause: a woman's moment of pregnancy, a child's timing. */
export type CauseSituation =
  | { readonly kind: 'MAT'; readonly moment: ObstetricMoment }
  | { readonly kind: 'SB' | 'NND'; readonly timing: Timing }
  | { readonly kind: 'CHILD' };

/** Group of any kind of death. */
export type CauseGroup = IcdMmGroup | IcdPmGroup | ChildGroup;

/** Why a group is proposed, or why none is: one sentence each, in the reader's language. */
export type ProposalReason =
  | 'group'
  | 'proposed'
  | 'intent'
  | 'fourth'
  | 'not-alone'
  | 'obstructed'
  | 'symptom'
  | 'refused'
  | 'unknown'
  | 'recode'
  | 'timing-first'
  | 'other-timing'
  | 'encephalopathy'
  | 'distress'
  | 'diarrhoea'
  | 'incident-of-care'
  | 'perinatal-origin'
  | 'malnutrition';

/**
 * The group that the map gives to a cause, with the reason a reviewer can read. `group` is null when the map has none to propose;
 * `accepts` are the groups that do not contradict it (a question left open accepts both its answers).
 */
export interface CauseProposal {
  readonly group: CauseGroup | null;
  readonly accepts: readonly CauseGroup[];
  readonly reason: ProposalReason;
  /** `code`, `group`, `proposed` (codes or groups, separated by commas). */
  readonly params: Readonly<Record<string, string>>;
}

function proposal(
  group: CauseGroup | null,
  reason: ProposalReason,
  params: Readonly<Record<string, string>>,
  accepts: readonly CauseGroup[] = group === null ? [] : [group],
): CauseProposal {
  return { group, accepts, reason, params: group === null ? params : { ...params, group } };
}

function maternal(code: string, moment: ObstetricMoment): CauseProposal {
  const result = icdMm(code, moment);
  switch (result.kind) {
    case 'group':
      return proposal(result.group, 'group', { code });
    case 'proposed':
      return result.code === null
        ? proposal(result.group, 'intent', { code })
        : proposal(result.group, 'proposed', { code, proposed: result.code });
    case 'ask-fourth':
      return proposal(result.group, 'fourth', { code });
    case 'not-alone':
      return result.offers.length > 0
        ? proposal(result.group, 'obstructed', { code, proposed: result.offers.join(', ') })
        : proposal(result.group, 'not-alone', { code });
    case 'symptom':
      return proposal(result.group, 'symptom', { code });
    case 'refused':
      return proposal(null, 'refused', { code });
    case 'unknown':
      return proposal(null, 'unknown', { code });
  }
}

function perinatal(code: string, timing: Timing): CauseProposal {
  const result = icdPm(code, timing);
  switch (result.kind) {
    case 'group':
      if (code === 'P91.6') return proposal(result.group, 'encephalopathy', { code, proposed: 'P21' });
      if (code === 'P22.0') return proposal(result.group, 'distress', { code, proposed: 'N9' });
      return proposal(result.group, 'group', { code });
    case 'recode':
      return proposal(result.group, 'recode', { code, proposed: result.codes.join(', ') });
    case 'ask-fourth':
      return proposal(null, 'fourth', { code });
    case 'ask-timing':
      return proposal(null, 'timing-first', { code, proposed: result.groups.join(', ') }, result.groups);
    case 'other-timing':
      return proposal(null, 'other-timing', { code });
    case 'refused':
      return proposal(null, 'refused', { code });
    case 'unknown':
      return proposal(null, 'unknown', { code });
  }
}

function child(code: string): CauseProposal {
  const result = childCause(code);
  switch (result.kind) {
    case 'group':
      if (result.flag !== undefined) return proposal(result.group, result.flag, { code });
      return proposal(result.group, isBetween(code, 'E40', 'E46') ? 'malnutrition' : 'group', { code });
    case 'ask':
      return proposal(null, 'diarrhoea', { code, proposed: result.code }, result.groups);
    case 'refused':
      return proposal(null, 'refused', { code });
    case 'unknown':
      return proposal(null, 'unknown', { code });
  }
}

/** The group proposed for an underlying cause, and why. The reviewer decides. [domain 4.1, 4.2, 4.4] */
export function causeProposal(code: string, situation: CauseSituation): CauseProposal {
  switch (situation.kind) {
    case 'MAT':
      return maternal(code, situation.moment);
    case 'SB':
    case 'NND':
      return perinatal(code, situation.timing);
    case 'CHILD':
      return child(code);
  }
}

/** True when a group was chosen that the proposal does not accept: such a decision is kept with its reason. */
export function isAgainst({ accepts }: CauseProposal, group: string): boolean {
  return accepts.length > 0 && !accepts.some((accepted) => accepted === group);
}
