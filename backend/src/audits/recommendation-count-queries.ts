import type { EntityManager } from 'typeorm';

/** How many recommendations a round of a case has, those given up left out. */
export async function recommendationsOf(
  tx: EntityManager,
  of: { readonly caseId: string; readonly round: number },
): Promise<number> {
  const [found]: readonly { readonly count: number }[] = await tx.query(
    `SELECT count(*)::int AS count FROM app.recommendation_source s JOIN app.recommendation r ON r.id = s.recommendation_id
     WHERE s.case_id = $1 AND s.round = $2 AND r.state NOT IN ('cancelled', 'merged')`,
    [of.caseId, of.round],
  );
  return found?.count ?? 0;
}
