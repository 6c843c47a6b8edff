import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { caseMachine } from '../domain/cases/case-workflow.js';
import type { ResemblingCase } from '../domain/cases/case.js';
import { likelihoodOf } from '../domain/cases/name-sounds.js';
import type { Actor } from '../platform/security/actor.js';
import { CASE_COLUMNS, reachOf, type LockedCase } from './locked-case.js';

/** The cases that may be the same death, as the clock found them, for somebody who may mark either as a duplicate. */
export async function resemblingCases(
  tx: EntityManager,
  actor: Actor,
  row: LockedCase,
): Promise<readonly ResemblingCase[]> {
  const mayMark = (one: LockedCase): boolean => may(actor.ability, 'mark-duplicate', 'Case', reachOf(one));
  if (!caseMachine.transitions['mark-duplicate'].from.includes(row.state) || !mayMark(row)) return [];
  const rows: readonly (LockedCase & { readonly score: number })[] = await tx.query(
    `SELECT ${CASE_COLUMNS}, s.score FROM app.resemblance s
       JOIN app.death_case c ON c.id = CASE WHEN s.first_id = $1 THEN s.second_id ELSE s.first_id END
       JOIN app.place r ON r.id = c.responsible_id
     WHERE (s.first_id = $1 OR s.second_id = $1) AND c.state NOT IN ('discarded', 'duplicate')
     ORDER BY s.score DESC, c.death_date, c.id LIMIT 20`,
    [row.id],
  );
  return rows.filter(mayMark).map(({ id, number, deathDate, responsibleName, score }) => ({
    id,
    number,
    deathDate,
    placeName: responsibleName,
    likelihood: likelihoodOf(score),
  }));
}
