import type { EntityManager } from 'typeorm';

/**
 * Where the nearest coordination sits, free of the case if it is about one: in the district, in its region, or for the whole country. Read
 * in system scope: memberships and ties of others are closed to most.
 */
export async function coordinationOf(
  tx: EntityManager,
  of: { readonly caseId: string | null; readonly regionId: number; readonly districtId: number },
  today: string,
): Promise<number> {
  const [nearest]: readonly { readonly id: number }[] = await tx.query(
    `SELECT m.place_id AS id FROM app.place d JOIN app.membership m ON m.place_id = ANY (d.path)
     WHERE d.id = $1 AND m.role = 'coordinator' AND m.from_date <= $2::date AND (m.to_date IS NULL OR m.to_date >= $2::date)
       AND NOT app.is_tied_to(m.person_id, $3, $2::date)
     ORDER BY array_position(d.path, m.place_id) DESC LIMIT 1`,
    [of.districtId, today, of.caseId],
  );
  return nearest?.id ?? of.regionId;
}
