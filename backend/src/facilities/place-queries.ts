import { Injectable } from '@nestjs/common';
import type { FacilityImportView, PlaceView } from '../domain/facilities/place.js';
import { FACILITY_KINDS } from '../domain/facilities/place.js';
import { normalName } from '../domain/facilities/place-name.js';
import { absent } from '../domain/problem.js';
import type { Page } from '../domain/receipt.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { placeIdOf } from '../platform/http/checks.js';
import { keyOf, pageOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/security/actor.js';
import type { PlacesQuery } from './dto/places-query.js';
import { importView } from './facility-import.entity.js';

interface PlaceRow {
  readonly id: number;
  readonly kind: PlaceView['kind'];
  readonly name: string;
  readonly code: string | null;
  readonly parent_id: number | null;
  readonly path: readonly number[];
  readonly within: readonly string[] | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly partner: boolean;
  readonly district_id: number | null;
  readonly version: number;
}

const PLACE_COLUMNS = `p.id, p.kind, p.name, p.code, p.parent_id, p.path, p.latitude, p.longitude, p.partner, p.district_id, p.version,
  (SELECT json_agg(above.name ORDER BY cardinality(above.path)) FROM app.place above
   WHERE above.id = ANY (p.path) AND above.id <> p.id AND above.kind <> 'country') AS within`;

/** The tree of places, open to everybody signed in; imports, to those who import. */
@Injectable()
export class PlaceQueries {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, query: PlacesQuery): Promise<Page<PlaceView>> {
    const [name, id] = query.cursor === undefined ? [null, 0] : keyOf(query.cursor, ['string', 'number']);
    return this.transactions.read(actor, async (tx) => {
      const scope = scopeOf(actor.ability, 'read', 'Place', { id: 'p.id int' }, 9);
      const rows = await tx.query<PlaceRow[]>(
        `SELECT ${PLACE_COLUMNS} FROM app.place p
         WHERE ${scope.sql} AND ($1::int IS NULL OR p.parent_id = $1) AND ($2::text[] IS NULL OR p.kind = ANY ($2))
           AND ($3::text IS NULL OR p.normal_name LIKE '%' || $3 || '%' OR lower(p.code) = lower($4))
           AND (NOT $5::boolean OR (p.district_id IS NULL AND p.kind = ANY ($6::text[])))
           AND ($7::text IS NULL OR (p.name, p.id) > ($7, $8::int))
         ORDER BY p.name, p.id LIMIT ${query.limit + 1}`,
        [
          query.parent ?? null,
          query.kind ?? null,
          query.search === undefined ? null : normalName(query.search),
          query.search ?? null,
          query.without === 'district',
          FACILITY_KINDS,
          name,
          id,
          ...scope.params,
        ],
      );
      return pageOf(
        rows,
        query.limit,
        (row) => [row.name, row.id],
        (row) => placeViewOf(row),
      );
    });
  }

  get(actor: Actor, text: string): Promise<PlaceView> {
    const id = placeIdOf(text);
    return this.transactions.read(actor, async (tx) => {
      const rows = await tx.query<PlaceRow[]>(`SELECT ${PLACE_COLUMNS} FROM app.place p WHERE p.id = $1`, [
        id ?? null,
      ]);
      const [row] = rows;
      if (!row) throw absent('place');
      return placeViewOf(row);
    });
  }

  getImport(actor: Actor, id: string): Promise<FacilityImportView> {
    return this.transactions.read(actor, (tx) => importView(tx, id));
  }
}

export function placeViewOf(row: PlaceRow): PlaceView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    code: row.code,
    parentId: row.parent_id,
    path: row.path,
    within: row.within ?? [],
    latitude: row.latitude,
    longitude: row.longitude,
    partner: row.partner,
    districtId: row.district_id,
    version: row.version,
  };
}
