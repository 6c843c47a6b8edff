import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { contextOf, pathIn } from '../domain/cases/case-documents.js';
import type { FacilityQuality } from '../domain/cases/case.js';
import { reviewFormName } from '../domain/forms/registry.js';
import type { Settings } from '../domain/settings.js';
import { qualityOfFacility, type JudgedFile } from '../domain/cases/file-quality.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { documentsOf } from './case-documents.js';
import { CASE_SCOPE } from './case-list.js';
import { draftAccess } from './draft-access.js';
import { seenValidation } from './draft-queries.js';
import { CASE_COLUMNS, type LockedCase } from './locked-case.js';

/** The newest open files of a scope: older ones come up as these are frozen. */
const MOST_FILES = 200;

/** The open files of each facility, with what is missing in them and what the rules find. */
@Injectable()
export class FileQualityQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  list(actor: Actor): Promise<readonly FacilityQuality[]> {
    const scope = scopeOf(actor.ability, 'freeze', 'Case', CASE_SCOPE, 1);
    return this.transactions.read(actor, async (tx) => {
      const rows: readonly LockedCase[] = await tx.query(
        `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id
         WHERE (${scope.sql}) AND c.state = 'documenting' AND c.hold_route IS NULL
         ORDER BY c.reported_at DESC, c.id DESC LIMIT ${String(MOST_FILES)}`,
        [...scope.params],
      );
      const facilities = new Map<number, { readonly name: string; readonly files: JudgedFile[] }>();
      const settings = new Map<number, Settings>();
      for (const row of rows) {
        const place = row.responsibleId;
        const known = settings.get(place) ?? (await settingsAt(tx, place));
        settings.set(place, known);
        const facility = facilities.get(place) ?? { name: row.responsibleName, files: [] };
        facilities.set(place, facility);
        facility.files.push(await this.judged(tx, actor, row, known));
      }
      return [...facilities].map(([id, { name, files }]) => qualityOfFacility(id, name, files));
    });
  }

  private async judged(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    settings: Settings,
  ): Promise<JudgedFile> {
    const documents = await documentsOf(tx, row);
    const path = pathIn(documents, row.placeIds);
    const context = contextOf(documents, row, settings, this.clock.local());
    return {
      id: row.id,
      number: row.number,
      kind: row.kind ?? row.category,
      documents: documents.flatMap((document) => {
        const access = draftAccess(actor, row, document.form, path);
        // The autopsy in the family lacks nothing before somebody begins it, unless it is the whole short form.
        const isBegun =
          Object.keys(document.answers).length > 0 ||
          row.extent === 'short' ||
          document.form.name === reviewFormName(row.kind ?? row.category);
        if (access.reads === 'nothing' || !isBegun) return [];
        const validation = seenValidation({ row, document, documents, path, access, context });
        return [{ form: document.form.name, validation, kept: Object.keys(document.keptWarnings) }];
      }),
    };
  }
}
