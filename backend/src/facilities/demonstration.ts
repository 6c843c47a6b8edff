import type { EntityManager } from 'typeorm';
import type { PlaceKind } from '../domain/accounts/person.js';
import { normalName } from '../domain/facilities/place-name.js';

export interface DemonstrationPlace {
  readonly code: string;
  readonly kind: PlaceKind;
  readonly name: string;
  /** Code of the place above. */
  readonly within: string;
  readonly partner?: true;
}

/** Code of the country, made by the first migration. */
export const COUNTRY = 'ML';

/**
 * An invented region: one district with two CSComs, each with its health area, villages and ASACO, its CSRéf, a hospital and a clinic; a
 * second district, where reviewers come from; and a region apart that nobody of the first may see.
 */
export const demonstrationPlaces: readonly DemonstrationPlace[] = [
  { code: 'REGION-DEMO', kind: 'region', name: 'Wolonka', within: COUNTRY },
  { code: 'DISTRICT-DEMO', kind: 'district', name: 'Kolomba', within: 'REGION-DEMO' },
  { code: 'CSREF-DEMO', kind: 'csref', name: 'CSRéf de Kolomba', within: 'DISTRICT-DEMO' },
  { code: 'HOSPITAL-DEMO', kind: 'hospital', name: 'Hôpital de Wolonka', within: 'DISTRICT-DEMO' },
  { code: 'PRIVATE-DEMO', kind: 'private', name: 'Clinique Dèmè', within: 'DISTRICT-DEMO' },
  { code: 'COMMUNE-DEMO-01', kind: 'commune', name: 'Nièbala', within: 'DISTRICT-DEMO' },
  { code: 'AREA-DEMO-01', kind: 'health-area', name: 'Aire de Nièbala', within: 'COMMUNE-DEMO-01' },
  { code: 'CSCOM-DEMO-01', kind: 'cscom', name: 'CSCom de Nièbala', within: 'AREA-DEMO-01', partner: true },
  { code: 'ASACO-DEMO-01', kind: 'asaco', name: 'ASACO de Nièbala', within: 'AREA-DEMO-01' },
  { code: 'V-M1', kind: 'village', name: 'Nièbala-centre', within: 'AREA-DEMO-01' },
  { code: 'V-M2', kind: 'village', name: 'Dounkassa', within: 'AREA-DEMO-01' },
  { code: 'V-P1', kind: 'village', name: 'Sinzéla', within: 'AREA-DEMO-01' },
  { code: 'V-C2', kind: 'village', name: 'Tafalan', within: 'AREA-DEMO-01' },
  { code: 'COMMUNE-DEMO-02', kind: 'commune', name: 'Tiendo', within: 'DISTRICT-DEMO' },
  { code: 'AREA-DEMO-02', kind: 'health-area', name: 'Aire de Tiendo', within: 'COMMUNE-DEMO-02' },
  { code: 'CSCOM-DEMO-02', kind: 'cscom', name: 'CSCom de Tiendo', within: 'AREA-DEMO-02' },
  { code: 'ASACO-DEMO-02', kind: 'asaco', name: 'ASACO de Tiendo', within: 'AREA-DEMO-02' },
  { code: 'V-T1', kind: 'village', name: 'Korodji', within: 'AREA-DEMO-02' },
  { code: 'DISTRICT-DEMO-2', kind: 'district', name: 'Farakélé', within: 'REGION-DEMO' },
  { code: 'CSREF-DEMO-2', kind: 'csref', name: 'CSRéf de Farakélé', within: 'DISTRICT-DEMO-2' },
  { code: 'COMMUNE-DEMO-03', kind: 'commune', name: 'Farakélé', within: 'DISTRICT-DEMO-2' },
  { code: 'AREA-DEMO-03', kind: 'health-area', name: 'Aire de Farakélé', within: 'COMMUNE-DEMO-03' },
  { code: 'CSCOM-DEMO-03', kind: 'cscom', name: 'CSCom de Farakélé', within: 'AREA-DEMO-03' },
  { code: 'ASACO-DEMO-03', kind: 'asaco', name: 'ASACO de Farakélé', within: 'AREA-DEMO-03' },
  { code: 'V-F1', kind: 'village', name: 'Moribila', within: 'AREA-DEMO-03' },
  { code: 'REGION-DEMO-2', kind: 'region', name: 'Djitoumala', within: COUNTRY },
  { code: 'DISTRICT-DEMO-3', kind: 'district', name: 'Djitoumala', within: 'REGION-DEMO-2' },
  { code: 'CSREF-DEMO-3', kind: 'csref', name: 'CSRéf de Djitoumala', within: 'DISTRICT-DEMO-3' },
  { code: 'CSCOM-DEMO-04', kind: 'cscom', name: 'CSCom de Djitoumala', within: 'DISTRICT-DEMO-3' },
  { code: 'ONG-DEMO', kind: 'organisation', name: 'Appui Santé Wolonka', within: COUNTRY },
];

/** Adds the places that are not there yet. */
export async function addDemonstrationPlaces(tx: EntityManager): Promise<void> {
  for (const place of demonstrationPlaces) {
    await tx.query(
      `INSERT INTO app.place (kind, name, normal_name, code, parent_id, partner)
       SELECT $1, $2, $3, $4, above.id, $6 FROM app.place above WHERE above.code = $5
         AND NOT EXISTS (SELECT FROM app.place WHERE code = $4)`,
      [place.kind, place.name, normalName(place.name), place.code, place.within, place.partner ?? false],
    );
  }
}
