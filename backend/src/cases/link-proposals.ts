import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  isMother,
  linkKindOf,
  proposedLink,
  type LinkKind,
  type ToldDeath,
} from '../domain/cases/case-links.js';
import type { CaseKind } from '../domain/cases/case.js';
import { Clock } from '../platform/clock.js';
import { LinkTasks } from './link-tasks.js';
import type { LockedCase } from './locked-case.js';

/** A case as one end of a link. */
type End = Pick<LockedCase, 'id' | 'kind' | 'category'>;
type Told = ToldDeath & { readonly id: string };

const MOST = 40;

const categoryOf = ({ kind, category }: End): CaseKind => kind ?? category;

/** The two ends of a link in their order: the mother first, of twins the smaller id. */
export function endsOf(kind: LinkKind, left: End, right: End): readonly [string, string] {
  const isFirst = kind === 'mother' ? isMother(categoryOf(left)) : left.id < right.id;
  return isFirst ? [left.id, right.id] : [right.id, left.id];
}

/** Looks, in system scope, for the deaths that belong to a case, and proposes each once: what a person removed is not proposed again. */
@Injectable()
export class LinkProposals {
  constructor(
    private readonly clock: Clock,
    private readonly tasks: LinkTasks,
  ) {}

  async look(tx: EntityManager, row: LockedCase): Promise<void> {
    if (categoryOf(row) === 'CHILD') return;
    const told = await toldBy(tx, row.id);
    for (const other of await nearby(tx, row)) {
      const kind = proposedLink(told, other);
      if (kind !== undefined) await this.propose(tx, kind, row, { ...other, kind: null });
    }
    await this.tasks.renew(tx, row.id);
  }

  /** The notifier names the mother's case: proposed at once, whatever the files tell. */
  async named(tx: EntityManager, row: LockedCase, other: LockedCase): Promise<void> {
    const kind = linkKindOf(categoryOf(row), categoryOf(other));
    if (kind !== undefined) await this.propose(tx, kind, row, other);
    await this.tasks.renew(tx, row.id);
  }

  /** Takes away the links of a case that its new kind leaves no room for; who changed the kind decided so. */
  async drop(tx: EntityManager, row: LockedCase, by: string): Promise<boolean> {
    const links: readonly { id: string; kind: LinkKind; firstId: string; other: End }[] = await tx.query(
      `SELECT l.id, l.kind, l.first_id AS "firstId", json_build_object('id', o.id, 'kind', o.kind, 'category', o.category) AS other
       FROM app.case_link l JOIN app.death_case o ON o.id = CASE WHEN l.first_id = $1 THEN l.second_id ELSE l.first_id END
       WHERE (l.first_id = $1 OR l.second_id = $1) AND l.state <> 'removed'`,
      [row.id],
    );
    const gone = links.filter(({ kind, firstId, other }) => {
      const fits = linkKindOf(categoryOf(row), categoryOf(other)) === kind;
      return !fits || endsOf(kind, row, other)[0] !== firstId;
    });
    if (gone.length === 0) return false;
    const ids = gone.map(({ id }) => id);
    await tx.query(
      `UPDATE app.death_case c SET mother_case_id = NULL FROM app.case_link l
       WHERE l.id = ANY ($1) AND l.kind = 'mother' AND l.state = 'confirmed' AND c.id = l.second_id`,
      [ids],
    );
    await tx.query(
      `UPDATE app.case_link SET state = 'removed', decided_by = $2, at = $3, version = version + 1 WHERE id = ANY ($1)`,
      [ids, by, this.clock.now()],
    );
    await this.tasks.renew(tx, row.id);
    return true;
  }

  private async propose(tx: EntityManager, kind: LinkKind, left: End, right: End): Promise<void> {
    await tx.query(
      `INSERT INTO app.case_link (id, kind, first_id, second_id, state, at) VALUES ($1, $2, $3, $4, 'proposed', $5)
       ON CONFLICT (first_id, second_id) DO NOTHING`,
      [randomUUIDv7(), kind, ...endsOf(kind, left, right), this.clock.now()],
    );
  }
}

const TOLD = `c.id, COALESCE(c.kind, c.category) AS category, to_char(c.death_date, 'YYYY-MM-DD') AS "deathDate",
  c.age_days AS "ageDays", COALESCE(n.answers, '{}') AS notification, COALESCE(w.answers, '{}') AS review
  FROM app.death_case c
  LEFT JOIN app.case_draft n ON n.case_id = c.id AND n.round = c.round AND n.form = 'notification'
  LEFT JOIN app.case_draft w ON w.case_id = c.id AND w.round = c.round AND w.form =
    CASE WHEN COALESCE(c.kind, c.category) IN ('MAT', 'WRA') THEN 'maternal_review' ELSE 'perinatal_review' END`;

/** What a case tells that a link is read from. */
export async function toldBy(tx: EntityManager, id: string): Promise<ToldDeath> {
  const [told]: readonly Told[] = await tx.query(`SELECT ${TOLD} WHERE c.id = $1`, [id]);
  if (told === undefined) throw new Error('a case that is locked and not there');
  return told;
}

/** Mothers and babies of a common facility or village, within ten weeks of each other, that no link joins to this case yet; a baby has one mother. */
async function nearby(tx: EntityManager, row: LockedCase): Promise<readonly Told[]> {
  return tx.query(
    `SELECT ${TOLD}
     WHERE c.death_date BETWEEN $1::date - 72 AND $1::date + 72 AND COALESCE(c.kind, c.category) IN ('MAT', 'WRA', 'SB', 'NND')
       AND (c.place_ids && $2::int[] OR c.village_id = $3) AND c.state NOT IN ('discarded', 'duplicate') AND c.id <> $4
       AND NOT EXISTS (SELECT FROM app.case_link l WHERE (l.first_id = c.id AND l.second_id = $4) OR (l.first_id = $4 AND l.second_id = c.id))
       AND NOT EXISTS (SELECT FROM app.case_link m WHERE m.kind = 'mother' AND m.state = 'confirmed'
         AND m.second_id = CASE WHEN $6 THEN c.id WHEN COALESCE(c.kind, c.category) IN ('MAT', 'WRA') THEN $4 END)
     ORDER BY abs(c.death_date - $1::date), c.id LIMIT $5`,
    [row.deathDate, row.placeIds, row.villageId, row.id, MOST, isMother(categoryOf(row))],
  );
}
