import type { EntityManager } from 'typeorm';
import type { Profession } from '../domain/accounts/person.js';
import type { Seat } from '../domain/audits/independence.js';
import { settingsAt } from '../facilities/settings.js';
import type { AuditRow } from './audit-rows.js';

/** What an empty seat asks of the person who takes it, given who sits beside it. Read in system scope. */
export async function seatAsked(tx: EntityManager, audit: AuditRow): Promise<Seat> {
  const [beside]: readonly { readonly seated: readonly Profession[]; readonly empty: number }[] =
    await tx.query(
      `SELECT COALESCE(array_agg(p.profession) FILTER (WHERE a.assignee_id IS NOT NULL), '{}') AS seated,
       count(*) FILTER (WHERE a.state = 'open')::int AS empty
     FROM app.audit a LEFT JOIN app.person p ON p.id = a.assignee_id
     WHERE a.case_id = $1 AND a.round = $2 AND a.kind = $3 AND a.id <> $4 AND a.state IN ('open', 'assigned', 'in-progress', 'sealed')`,
      [audit.caseId, audit.round, audit.kind, audit.id],
    );
  const settings = await settingsAt(tx, audit.districtId);
  return {
    kind: audit.kind === 'adjudication' ? 'adjudication' : 'counter-audit',
    seated: beside?.seated ?? [],
    emptyAfter: beside?.empty ?? 0,
    loadUsual: settings['review.load-usual'],
    loadMost: settings['review.load-most'],
  };
}
