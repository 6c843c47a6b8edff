import type { EntityManager } from 'typeorm';
import type { Role } from '../domain/accounts/person.js';
import type { CaseKind, TimelineEntry } from '../domain/cases/case.js';
import type { Audience } from './case-transitions.js';

/** One line of `case_event` as views read it. */
export interface ToldEvent {
  readonly seq: number;
  readonly event: string;
  readonly at: Date;
  readonly role: Role | 'system' | 'invited';
  readonly reason: string | null;
  readonly late: boolean;
  readonly audience: Audience;
  readonly fromKind: CaseKind | null;
  readonly toKind: CaseKind | null;
}

export async function eventsOf(tx: EntityManager, caseId: string): Promise<readonly ToldEvent[]> {
  return tx.query(
    `SELECT seq, event, at, role, reason, late, audience, from_kind AS "fromKind", to_kind AS "toKind"
     FROM app.case_event WHERE case_id = $1 ORDER BY seq`,
    [caseId],
  );
}

/** What a reader of the timeline is to the case. */
export interface Listener {
  readonly team: boolean;
  readonly district: boolean;
}

const hears = (audience: Audience, { team, district }: Listener): boolean =>
  audience === 'all' || (audience === 'team' && (team || district)) || (audience === 'district' && district);

/** The timeline as this reader may know it; reasons are written for the team and the district. */
export function timelineFor(events: readonly ToldEvent[], listener: Listener): readonly TimelineEntry[] {
  return events
    .filter(({ audience }) => hears(audience, listener))
    .map(({ seq, event, at, role, reason, late, fromKind, toKind }) => ({
      seq,
      event,
      at: at.toISOString(),
      byRole: role,
      reason: listener.team || listener.district ? reason : null,
      late,
      kinds: fromKind === null || toKind === null ? null : { from: fromKind, to: toKind },
    }));
}
