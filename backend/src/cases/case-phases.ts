import type { EntityManager } from 'typeorm';
import type { PhaseView } from '../domain/cases/case.js';
import type { Actor } from '../platform/security/actor.js';
import type { LockedCase } from './locked-case.js';

/** The facilities of the path in order, each with whether it has signed its phase in the running round. */
export async function phaseViews(
  tx: EntityManager,
  actor: Actor,
  row: LockedCase,
  path: readonly number[],
): Promise<readonly PhaseView[]> {
  const rows: readonly { placeId: number; name: string; kind: string; signedAt: Date | null }[] =
    await tx.query(
      `SELECT p.id AS "placeId", p.name, p.kind, t.signed_at AS "signedAt"
     FROM unnest($1::int[]) WITH ORDINALITY AS step (id, place) JOIN app.place p ON p.id = step.id
     LEFT JOIN app.contribution t ON t.case_id = $2 AND t.round = $3 AND t.place_id = p.id ORDER BY step.place`,
      [path, row.id, row.round],
    );
  return rows.map(({ placeId, name, kind, signedAt }) => ({
    placeId,
    name,
    kind,
    mine: actor.memberships.some((held) => held.placeId === placeId),
    signedAt: signedAt?.toISOString() ?? null,
  }));
}
