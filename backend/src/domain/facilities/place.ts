import type { PlaceKind } from '../accounts/person.js';

/** A node of the tree country › region › district › health area; facilities, villages and ASACOs hang under their area or district. */
export interface PlaceView {
  readonly id: number;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly code: string | null;
  readonly parentId: number | null;
  readonly path: readonly number[];
  /** Names from the region down to the parent, for telling homonyms apart. */
  readonly within: readonly string[];
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Partner centres of the programme: their neonatal and infant deaths are all counter-audited. */
  readonly partner: boolean;
  readonly districtId: number | null;
  readonly version: number;
}

/** Kinds where care is given. */
export const FACILITY_KINDS: readonly PlaceKind[] = ['cscom', 'csref', 'hospital', 'private'];

/** Kinds to which a health centre refers: they lie directly under their district. */
export const REFERRAL_KINDS: readonly PlaceKind[] = ['csref', 'hospital', 'private'];

/** One refused line of an imported list; `line` counts from 1, the heading included. */
export interface RefusedLine {
  readonly line: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Progress, then report, of an import of facilities. */
export interface FacilityImportView {
  readonly id: string;
  readonly fileName: string;
  readonly state: 'running' | 'finished' | 'failed';
  readonly total: number;
  readonly done: number;
  readonly created: number;
  readonly unchanged: number;
  readonly nearDuplicates: readonly {
    readonly line: number;
    readonly name: string;
    readonly existing: string;
  }[];
  readonly refused: readonly RefusedLine[];
}

/** A setting in force at a place: its value, the usual one, and the place that gives it, if any does. */
export interface SettingView {
  readonly key: string;
  readonly value: string | number;
  readonly default: string | number;
  readonly placeId: number | null;
}
