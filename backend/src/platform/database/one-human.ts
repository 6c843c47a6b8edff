import type { EntityManager } from 'typeorm';

/** Whether two accounts are one human's, as far as whoever keeps the accounts has said. The tables refuse it too. */
export async function isOneHuman(tx: EntityManager, left: string, right: string): Promise<boolean> {
  const [row] = await tx.query<{ one: boolean }[]>('SELECT app.human_of($1) = app.human_of($2) AS one', [
    left,
    right,
  ]);
  return row?.one ?? false;
}
