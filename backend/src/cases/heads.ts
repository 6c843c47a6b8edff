import type { EntityManager } from 'typeorm';

/**
 * Whether somebody who is not barred from the case heads the facility today: otherwise the focal point stands in. Read in system scope:
 * memberships and bars of others are closed to most.
 */
export async function headInPost(
  tx: EntityManager,
  placeId: number,
  today: string,
  caseId: string,
): Promise<boolean> {
  const [found]: readonly { there: boolean }[] = await tx.query(
    `SELECT app.is_held('centre-head', $1, $2, $3::date) AS there`,
    [placeId, caseId, today],
  );
  return found?.there ?? false;
}
