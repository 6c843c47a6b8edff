import type { EntityManager } from 'typeorm';
import type { Level } from '../domain/recommendations/audience.js';
import { Problem } from '../domain/problem.js';
import type { LockedCase } from '../cases/locked-case.js';

/** Where a recommendation belongs: the centre concerned, who may follow it there, who may answer for it. */
export interface Addressees {
  readonly placeId: number;
  readonly placeIds: readonly number[];
  readonly asacoPlaceIds: readonly number[];
  readonly ownerPlaceIds: readonly number[];
}

interface Centre {
  readonly id: number;
  readonly kind: string;
}

/**
 * The CSCom of the path, or that of the village when the death was never seen by one: the actions of its ASACO are its own, not those of
 * the hospital where the death happened. `wanted` chooses among several centres of the path. In system scope.
 */
export async function addresseesOf(
  tx: EntityManager,
  row: LockedCase,
  level: Level,
  wanted: number | undefined,
): Promise<Addressees> {
  const centres: readonly Centre[] = await tx.query(
    `SELECT p.id, p.kind FROM app.place p
     WHERE p.id = ANY ($1) OR (p.kind = 'cscom' AND p.parent_id = (SELECT v.parent_id FROM app.place v WHERE v.id = $2))
     ORDER BY p.kind = 'cscom' DESC, p.id = ANY ($1) DESC, array_position($1::int[], p.id)`,
    [row.placeIds, row.villageId],
  );
  const centre = wanted === undefined ? centres[0] : centres.find(({ id }) => id === wanted);
  if (centre === undefined) {
    throw new Problem('invalid', 'request.invalid', {
      fields: [{ field: 'placeId', code: 'place.unknown' }],
    });
  }
  const asacoPlaceIds = centre.kind === 'cscom' ? await withAsaco(tx, centre.id) : [];
  return {
    placeId: centre.id,
    placeIds: [...new Set([...row.placeIds, centre.id])],
    asacoPlaceIds,
    ownerPlaceIds: await ownersAt(tx, level, { placeId: centre.id, asacoPlaceIds, ...row }),
  };
}

/** The places where somebody answers at a level, seen from a centre. */
export async function ownersAt(
  tx: EntityManager,
  level: Level,
  from: {
    readonly placeId: number;
    readonly asacoPlaceIds: readonly number[];
    readonly districtId: number;
    readonly regionId: number;
  },
): Promise<readonly number[]> {
  switch (level) {
    case 'CSCOM':
      return [from.placeId];
    case 'FAMILY':
    case 'COMMUNITY':
    case 'ASACO':
      return from.asacoPlaceIds;
    case 'COMMUNE':
      return idsOf(
        tx,
        `p.kind = 'commune' AND p.id = ANY (SELECT unnest(c.path) FROM app.place c WHERE c.id = $1)`,
        from.placeId,
      );
    case 'DISTRICT':
      return idsOf(
        tx,
        `p.id = $1 OR (p.district_id = $1 AND p.kind IN ('csref', 'hospital'))`,
        from.districtId,
      );
    case 'REGION':
      return [from.regionId];
    case 'NATIONAL':
      return idsOf(tx, `p.parent_id IS NULL AND $1 > 0`, from.regionId);
  }
}

/** A CSCom and the association that runs it, which hangs under the same area or under the centre itself. */
async function withAsaco(tx: EntityManager, centreId: number): Promise<readonly number[]> {
  const asacos = await idsOf(
    tx,
    `p.kind = 'asaco' AND (p.parent_id = $1 OR p.parent_id = (SELECT c.parent_id FROM app.place c WHERE c.id = $1))`,
    centreId,
  );
  return [centreId, ...asacos];
}

async function idsOf(tx: EntityManager, condition: string, id: number): Promise<readonly number[]> {
  const rows: readonly { readonly id: number }[] = await tx.query(
    `SELECT p.id FROM app.place p WHERE ${condition} ORDER BY p.id`,
    [id],
  );
  return rows.map((row) => row.id);
}
