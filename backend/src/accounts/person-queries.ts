import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Affiliation, Membership, PersonView } from '../domain/accounts/person.js';
import { absent } from '../domain/problem.js';
import type { Page } from '../domain/receipt.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { keyOf, pageOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/security/actor.js';
import { Clock } from '../platform/clock.js';
import type { PeopleQuery } from './dto/person-bodies.js';

interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly display_name: string;
  readonly profession: PersonView['profession'];
  readonly language: PersonView['language'];
  readonly disabled_at: Date | null;
  readonly version: number;
  readonly memberships: readonly Membership[] | null;
  readonly affiliations: readonly Affiliation[] | null;
}

const COLUMNS = { id: 'p.id uuid', placeIds: 'held.place_ids int[]', roles: 'held.roles text[]' } as const;

/** Every membership and affiliation, ended ones too; scope reads those of today only. */
const PEOPLE = `
  SELECT p.id, p.username, p.display_name, p.profession, p.language, p.disabled_at, p.version,
    (SELECT json_agg(json_build_object('id', m.id, 'role', m.role, 'placeId', m.place_id, 'placeName', pl.name, 'placeKind', pl.kind,
        'placePath', pl.path, 'from', m.from_date, 'to', m.to_date) ORDER BY m.from_date, m.id)
      FROM app.membership m JOIN app.place pl ON pl.id = m.place_id WHERE m.person_id = p.id) AS memberships,
    (SELECT json_agg(json_build_object('id', a.id, 'placeId', a.place_id, 'placeName', pl.name, 'link', a.link, 'from', a.from_date,
        'to', a.to_date, 'source', a.source) ORDER BY a.from_date, a.id)
      FROM app.affiliation a JOIN app.place pl ON pl.id = a.place_id WHERE a.person_id = p.id) AS affiliations
  FROM app.person p CROSS JOIN LATERAL (
    SELECT COALESCE(array_agg(DISTINCT m.role), '{}') AS roles, COALESCE(array_agg(DISTINCT above.id), '{}') AS place_ids
    FROM app.membership m JOIN app.place pl ON pl.id = m.place_id CROSS JOIN LATERAL unnest(pl.path) AS above (id)
    WHERE m.person_id = p.id AND m.from_date <= $1::date AND (m.to_date IS NULL OR m.to_date >= $1::date)) held`;

/**
 * Accounts that the reader may see. The database shows others' accounts to administrators only, so the reader's scope is applied in system scope:
 * a focal point finds the people of the district, a coordinator the reviewers.
 */
@Injectable()
export class PersonQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor, query: PeopleQuery): Promise<Page<PersonView>> {
    const after = query.cursor === undefined ? null : keyOf(query.cursor, ['string'])[0];
    return this.inSystemScope(actor, async (tx) => {
      const scope = scopeOf(actor.ability, 'read', 'Person', COLUMNS, 5);
      const rows = await tx.query<PersonRow[]>(
        `${PEOPLE} WHERE ${scope.sql} AND ($2::text IS NULL OR p.username > $2)
           AND ($3::text IS NULL OR strpos(p.username, lower($3)) > 0 OR ($4::boolean AND strpos(lower(p.display_name), lower($3)) > 0))
         ORDER BY p.username LIMIT ${query.limit + 1}`,
        [this.clock.today(), after, query.search ?? null, seesNames(actor), ...scope.params],
      );
      return pageOf(
        rows,
        query.limit,
        ({ username }) => [username],
        (row) => personViewOf(row, actor),
      );
    });
  }

  get(actor: Actor, id: string): Promise<PersonView> {
    return this.inSystemScope(actor, (tx) => this.view(tx, actor, id));
  }

  /** The view of one account within the reader's scope; absent outside it. */
  async view(tx: EntityManager, actor: Actor, id: string): Promise<PersonView> {
    const scope = scopeOf(actor.ability, 'read', 'Person', COLUMNS, 3);
    const [row] = await tx.query<PersonRow[]>(`${PEOPLE} WHERE ${scope.sql} AND p.id = $2`, [
      this.clock.today(),
      id,
      ...scope.params,
    ]);
    if (!row) throw absent('person');
    return personViewOf(row, actor);
  }

  private inSystemScope<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.transactions.read(actor, (tx) => this.transactions.asSystem(tx, work));
  }
}

/** Names of people appear on the screens of whoever keeps the accounts, and nowhere else. */
function seesNames(actor: Actor): boolean {
  return actor.ability.can('update', 'Person');
}

function personViewOf(row: PersonRow, actor: Actor): PersonView {
  return {
    id: row.id,
    username: row.username,
    displayName: seesNames(actor) ? row.display_name : row.username,
    profession: row.profession,
    language: row.language,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    version: row.version,
    memberships: row.memberships ?? [],
    affiliations: row.affiliations ?? [],
  };
}
