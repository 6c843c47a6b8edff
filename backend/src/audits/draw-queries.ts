import { Injectable } from '@nestjs/common';
import type { DrawRecipe, DrawView } from '../domain/audits/audit.js';
import { recipe, type RevealedDraw } from '../domain/audits/draw.js';
import { absent, Problem } from '../domain/problem.js';
import { scopeOf, type Scope } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';

/** Draws by district and quarter. Commitments are public to those who oversee the district; a seed only once it is revealed. */
@Injectable()
export class DrawQueries {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor): Promise<readonly DrawView[]> {
    return this.transactions.read(actor, (tx) => {
      const scope = reachable(actor, 1);
      return tx.query(
        `SELECT w.id, d.name AS "districtName", w.quarter, w.commitment, w.revealed_seed AS seed,
           CASE WHEN w.revealed_at IS NULL THEN 'open' ELSE 'revealed' END AS state
         FROM app.draw w JOIN app.place d ON d.id = w.district_id WHERE ${scope.sql} ORDER BY w.quarter DESC, d.name, w.id`,
        [...scope.params],
      );
    });
  }

  /** The recipe of a finished quarter with its table, so that anybody can recompute it. */
  recipe(actor: Actor, id: string): Promise<DrawRecipe> {
    return this.transactions.read(actor, async (tx) => {
      const scope = reachable(actor, 2);
      const [found]: readonly (Omit<RevealedDraw, 'cases' | 'seed'> & { readonly seed: string | null })[] =
        await tx.query(
          `SELECT d.name AS district, w.quarter, w.commitment, w.revealed_seed AS seed
         FROM app.draw w JOIN app.place d ON d.id = w.district_id WHERE w.id = $1 AND ${scope.sql}`,
          [id, ...scope.params],
        );
      if (found === undefined) throw absent('draw');
      const { seed } = found;
      if (seed === null) throw new Problem('conflict', 'draw.not-revealed');
      const cases: RevealedDraw['cases'] = await this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT c.number AS "caseNumber", r.rank, r.probability, r.selected, r.phase
           FROM app.draw_result r JOIN app.death_case c ON c.id = r.case_id WHERE r.draw_id = $1 AND c.id <> ALL ($2::uuid[])
           ORDER BY r.rank, r.phase`,
          [id, actor.bars.absent],
        ),
      );
      const revealed = { ...found, seed, cases };
      return { fr: recipe(revealed, 'fr'), en: recipe(revealed, 'en') };
    });
  }
}

/** The right names revealed draws; who has it also sees that a draw was committed to. */
function reachable(actor: Actor, firstParam: number): Scope {
  return scopeOf(
    actor.ability,
    'read',
    'Draw',
    { regionId: 'd.region_id int', districtId: 'w.district_id int', revealed: '(TRUE) boolean' },
    firstParam,
  );
}
