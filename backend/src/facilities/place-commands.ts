import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PlaceKind } from '../domain/accounts/person.js';
import { FACILITY_KINDS } from '../domain/facilities/place.js';
import { normalName } from '../domain/facilities/place-name.js';
import { mayLieUnder } from '../domain/facilities/place-tree.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { givenFields, Journal } from '../journal/journal.js';
import { Transactions } from '../platform/database/transactions.js';
import { placeIdOf } from '../platform/http/checks.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import type { AssignDistrictBody, NewPlaceBody, PlaceChangesBody } from './dto/place-bodies.js';
import { Place } from './place.entity.js';

/** Changes of the tree of places. */
@Injectable()
export class PlaceCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
  ) {}

  create(actor: Actor, request: WriteRequest, body: NewPlaceBody): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const parent = await tx.findOneBy(Place, { id: body.parentId });
      if (!parent) throw faultIn('parentId', 'place.unknown');
      if (!mayLieUnder(body.kind, parent.kind)) throw faultIn('parentId', 'place.parent-kind');
      const [created] = await tx.query<{ id: number }[]>(
        `INSERT INTO app.place (kind, name, normal_name, code, parent_id, latitude, longitude, partner)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
        [
          body.kind,
          body.name.trim(),
          normalName(body.name),
          body.code ?? null,
          body.parentId,
          body.latitude ?? null,
          body.longitude ?? null,
          body.partner ?? false,
        ],
      );
      const id = created?.id ?? 0;
      await this.tell(tx, actor, 'create', id, givenFields(body));
      return { id: String(id), version: 1 };
    });
  }

  update(actor: Actor, request: WriteRequest, text: string, changes: PlaceChangesBody): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const place = await this.lock(tx, placeIdOf(text));
      assertVersion(request, place.version);
      const { name, code, partner } = changes;
      await tx.update(
        Place,
        { id: place.id },
        {
          ...(name === undefined ? {} : { name: name.trim(), normalName: normalName(name) }),
          ...(code === undefined ? {} : { code }),
          ...(partner === undefined ? {} : { partner }),
          version: place.version + 1,
        },
      );
      await this.tell(tx, actor, 'update', place.id, givenFields(changes));
      return { id: String(place.id), version: place.version + 1 };
    });
  }

  /** Puts facilities under their district, all or none. */
  assignDistrict(
    actor: Actor,
    request: WriteRequest,
    { placeIds, districtId }: AssignDistrictBody,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const district = await tx.findOneBy(Place, { id: districtId });
      if (!district) throw faultIn('districtId', 'place.unknown');
      if (district.kind !== 'district') throw faultIn('districtId', 'place.not-district');
      for (const id of [...placeIds].sort((a, b) => a - b)) {
        const place = await this.lock(tx, id);
        assertAssignable(place, district, `placeIds.${placeIds.indexOf(id)}`);
        await tx.update(Place, { id }, { parentId: districtId, version: place.version + 1 });
        await this.tell(tx, actor, 'assign-district', id, ['parentId'], districtId);
      }
      return { id: String(districtId), version: district.version };
    });
  }

  private async lock(tx: EntityManager, id: number | undefined): Promise<Place> {
    const place =
      id === undefined
        ? null
        : await tx.findOne(Place, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!place) throw absent('place');
    return place;
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    command: string,
    id: number,
    fields: readonly string[],
    districtId: number | null = null,
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'place',
      subjectId: String(id),
      placeId: id,
      districtId,
      fields,
    });
  }
}

function faultIn(field: string, code: Problem['code']): Problem {
  return new Problem('invalid', code, { fields: [{ field, code }] });
}

function assertAssignable(place: Place, district: Place, field: string): void {
  const kinds: readonly PlaceKind[] = FACILITY_KINDS;
  if (!kinds.includes(place.kind)) throw faultIn(field, 'place.not-facility');
  if (place.regionId !== district.regionId) throw faultIn(field, 'place.other-region');
}
