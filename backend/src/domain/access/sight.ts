import { may } from './abilities.js';
import type { AppAbility, CaseReach } from './subjects.js';

/** Which zones of one case a person sees. Views are picked by it, rows are already chosen by the scope. [domain 7.2, 7.3] */
export interface Sight {
  /** Nothing at all, a de-identified line (quarter, no place), or the case page. */
  readonly page: 'none' | 'deidentified' | 'full';
  readonly identity: boolean;
  /** The file: the whole of it, the phase of the own facility, or nothing. */
  readonly file: 'none' | 'own-phase' | 'whole';
  readonly hiv: boolean;
  readonly packet: boolean;
  /** The first audit's opinion: while the person attends its session, or from its seal. */
  readonly firstOpinion: boolean;
  /** Every opinion side by side and the final classification, once the case is concluded. */
  readonly conclusions: boolean;
  readonly recommendations: boolean;
}

/** What a person may see of a case. A reviewer sees nothing here: assignments are reached through their own audit. */
export function sightOf(ability: AppAbility, row: CaseReach & { readonly id: string }): Sight {
  const ofCase = { ...row, caseId: row.id };
  const opinion = { ...ofCase, kind: 'audit' as const, assigneeId: null, sealed: row.auditSealed };
  const page = may(ability, 'read', 'Case', row)
    ? 'full'
    : may(ability, 'list', 'Case', row)
      ? 'deidentified'
      : 'none';
  const file = may(ability, 'read', 'CaseFile', ofCase)
    ? 'whole'
    : may(ability, 'read-own-phase', 'CaseFile', ofCase)
      ? 'own-phase'
      : 'none';
  return {
    page,
    file,
    identity: may(ability, 'read', 'Identity', ofCase),
    hiv: may(ability, 'read-hiv', 'CaseFile', ofCase),
    packet: may(ability, 'read', 'Packet', { ...ofCase, readerIds: [] }),
    firstOpinion: may(ability, 'read', 'Opinion', opinion),
    conclusions: row.concluded && may(ability, 'read', 'Comparison', ofCase),
    recommendations: may(ability, 'read', 'Recommendation', {
      caseIds: [row.id],
      regionId: row.regionId,
      districtId: row.districtId,
      placeIds: row.placeIds,
      ownerPlaceIds: [row.responsiblePlaceId],
      asacoPlaceIds: [row.responsiblePlaceId],
      level: 'CSCOM',
      audience: 'CARE_TEAM',
      followerId: null,
      finishedById: null,
      published: false,
    }),
  };
}
