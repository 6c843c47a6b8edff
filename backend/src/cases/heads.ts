import type { EntityManager } from 'typeorm';

/** Whether somebody heads the facility today. Read in system scope: memberships of others are closed to most. */
export async function headInPost(tx: EntityManager, placeId: number, today: string): Promise<boolean> {
  const [found]: readonly { there: boolean }[] = await tx.query(
    `SELECT EXISTS (SELECT FROM app.membership m JOIN app.person p ON p.id = m.person_id
       WHERE m.place_id = $1 AND m.role = 'centre-head' AND p.disabled_at IS NULL
         AND $2::date >= m.from_date AND $2::date <= COALESCE(m.to_date, 'infinity')) AS there`,
    [placeId, today],
  );
  return found?.there ?? false;
}
