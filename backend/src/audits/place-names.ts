import type { EntityManager } from 'typeorm';
import type { LockedCase } from '../cases/locked-case.js';

/** Names of the places of the path, of those above them, and of the village: a packet carries none of them. */
export async function placeNamesOf(
  tx: EntityManager,
  row: Pick<LockedCase, 'placeIds' | 'villageId'>,
): Promise<readonly string[]> {
  const places: readonly { readonly name: string }[] = await tx.query(
    `SELECT DISTINCT up.name FROM app.place p CROSS JOIN LATERAL unnest(p.path) AS step (id) JOIN app.place up ON up.id = step.id
     WHERE (p.id = ANY ($1) OR p.id = $2) AND up.kind <> 'country'`,
    [row.placeIds, row.villageId],
  );
  return places.map(({ name }) => name);
}
