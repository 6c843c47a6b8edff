import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type KnownFacility, type ListedFacility, sameFacility } from '../domain/facilities/facility-list.js';
import { FACILITY_KINDS, type FacilityImportView, type RefusedLine } from '../domain/facilities/place.js';
import { normalName } from '../domain/facilities/place-name.js';
import { Transactions } from '../platform/database/transactions.js';
import type { FacilityFile } from './facility-file.js';
import { FacilityImport } from './facility-import.entity.js';

const BATCH = 100;

/** Told after each batch how many lines are done. */
export type Watch = (done: number, total: number) => void;

interface NamedPlace {
  readonly id: number;
  readonly name: string;
  readonly regionId: number;
}
type NearDuplicate = FacilityImportView['nearDuplicates'][number];
interface Report {
  done: number;
  created: number;
  unchanged: number;
  readonly nearDuplicates: NearDuplicate[];
  readonly refused: RefusedLine[];
}

/** What is known of the tree while a list is imported; facilities created on the way join it. */
class KnownPlaces {
  private readonly regions: ReadonlyMap<string, number>;
  private readonly districts: ReadonlyMap<string, number>;
  private readonly facilities = new Map<string, KnownFacility[]>();

  constructor(
    regions: readonly NamedPlace[],
    districts: readonly NamedPlace[],
    known: readonly KnownFacility[],
  ) {
    this.regions = new Map(regions.map(({ id, name }) => [normalName(name), id]));
    this.districts = new Map(
      districts.map(({ id, name, regionId }) => [`${regionId}|${normalName(name)}`, id]),
    );
    for (const facility of known) this.add(facility);
  }

  region(name: string): number | undefined {
    return this.regions.get(normalName(name));
  }

  district(regionId: number, name: string): number | undefined {
    return this.districts.get(`${regionId}|${normalName(name)}`);
  }

  homonyms(listed: ListedFacility, regionId: number, districtId: number | null): readonly KnownFacility[] {
    const all = this.facilities.get(`${listed.kind}|${regionId}|${listed.key}`) ?? [];
    // A line that names no district, or a place that has none yet, may be the same as one that does.
    return all.filter(
      (known) => districtId === null || known.districtId === null || known.districtId === districtId,
    );
  }

  add(facility: KnownFacility): void {
    const key = `${facility.kind}|${facility.regionId ?? 0}|${facility.key}`;
    this.facilities.set(key, [...(this.facilities.get(key) ?? []), facility]);
  }
}

/**
 * Adds the facilities of a list that are not known yet, a batch of lines at a time, so that progress can be watched and an interruption loses
 * nothing: running again goes on where it stopped. Nothing that exists is changed.
 */
@Injectable()
export class FacilityImporter {
  constructor(private readonly transactions: Transactions) {}

  async run(id: string, file: FacilityFile, watch: Watch = () => undefined): Promise<void> {
    try {
      await this.import(id, file, watch);
    } catch (error) {
      await this.transactions.system((tx) => tx.update(FacilityImport, { id }, { state: 'failed' }));
      throw error;
    }
  }

  private async import(id: string, file: FacilityFile, watch: Watch): Promise<void> {
    const known = await this.transactions.system((tx) => this.knownPlaces(tx));
    const report: Report = {
      done: file.refused.length,
      created: 0,
      unchanged: 0,
      nearDuplicates: [],
      refused: [...file.refused],
    };
    const lines = new Map<string, number>();
    for (let at = 0; at < file.facilities.length; at += BATCH) {
      const batch = file.facilities.slice(at, at + BATCH);
      await this.transactions.system(async (tx) => {
        for (const listed of batch) await this.take(tx, listed, known, lines, report);
        report.done += batch.length;
        await this.save(tx, id, report, 'running');
      });
      watch(report.done, file.total);
      await breathe();
    }
    await this.transactions.system((tx) => this.save(tx, id, report, 'finished'));
  }

  private async take(
    tx: EntityManager,
    listed: ListedFacility,
    known: KnownPlaces,
    lines: Map<string, number>,
    report: Report,
  ): Promise<void> {
    const { line, name } = listed;
    const regionId = known.region(listed.region);
    if (regionId === undefined) {
      report.refused.push({
        line,
        code: 'line.region-unknown',
        params: { value: listed.region.slice(0, 60) },
      });
      return;
    }
    const districtId = listed.district === null ? null : known.district(regionId, listed.district);
    if (districtId === undefined) {
      const value = (listed.district ?? '').slice(0, 60);
      report.refused.push({ line, code: 'line.district-unknown', params: { value } });
      return;
    }
    const identity = [listed.kind, regionId, districtId, listed.key, listed.latitude, listed.longitude].join(
      '|',
    );
    const first = lines.get(identity);
    if (first !== undefined) {
      report.refused.push({ line, code: 'line.repeated', params: { first } });
      return;
    }
    lines.set(identity, line);
    const homonyms = known.homonyms(listed, regionId, districtId);
    const same = sameFacility(listed, homonyms);
    if (same) {
      report.unchanged += 1;
      if (same.name !== name) report.nearDuplicates.push({ line, name, existing: same.name });
      return;
    }
    const [homonym] = homonyms;
    if (homonym) report.nearDuplicates.push({ line, name, existing: homonym.name });
    known.add(await this.create(tx, listed, regionId, districtId, homonym !== undefined));
    report.created += 1;
  }

  /** Homonyms under one region are told apart by their point until their districts are known. */
  private async create(
    tx: EntityManager,
    listed: ListedFacility,
    regionId: number,
    districtId: number | null,
    hasHomonym: boolean,
  ): Promise<KnownFacility> {
    const { name, key, kind, latitude, longitude, code } = listed;
    const normal = hasHomonym ? `${key} ${latitude ?? ''} ${longitude ?? ''}` : key;
    const [row] = await tx.query<{ id: number }[]>(
      `INSERT INTO app.place (kind, name, normal_name, code, parent_id, latitude, longitude)
       VALUES ($1, $2, $3, (SELECT $4 WHERE NOT EXISTS (SELECT FROM app.place WHERE code = $4)), $5, $6, $7) RETURNING id`,
      [kind, name, normal, code, districtId ?? regionId, latitude, longitude],
    );
    return { id: row?.id ?? 0, name, key, kind, regionId, districtId, latitude, longitude };
  }

  private async knownPlaces(tx: EntityManager): Promise<KnownPlaces> {
    const named = (kind: string) =>
      tx.query<NamedPlace[]>(`SELECT id, name, region_id AS "regionId" FROM app.place WHERE kind = $1`, [
        kind,
      ]);
    const facilities = await tx.query<Omit<KnownFacility, 'key'>[]>(
      `SELECT id, name, kind, region_id AS "regionId", district_id AS "districtId", latitude, longitude
       FROM app.place WHERE kind = ANY ($1::text[]) ORDER BY id`,
      [FACILITY_KINDS],
    );
    return new KnownPlaces(
      await named('region'),
      await named('district'),
      facilities.map((facility) => ({ ...facility, key: normalName(facility.name) })),
    );
  }

  private async save(
    tx: EntityManager,
    id: string,
    report: Report,
    state: FacilityImportView['state'],
  ): Promise<void> {
    const { done, created, unchanged } = report;
    await tx.query(
      `UPDATE app.facility_import SET state = $2, done = $3, created = $4, unchanged = $5, near_duplicates = $6, refused = $7
       WHERE id = $1`,
      [
        id,
        state,
        done,
        created,
        unchanged,
        JSON.stringify(report.nearDuplicates),
        JSON.stringify(report.refused.toSorted((a, b) => a.line - b.line)),
      ],
    );
  }
}
