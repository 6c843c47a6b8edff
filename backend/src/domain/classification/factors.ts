import type { CodeOf } from './code-list.js';

/** Code of a modifiable factor, F01 to F36 and F99. */
export type Factor = CodeOf<'FACTOR'>;

interface FactorPlace {
  readonly level: CodeOf<'CL_FACTOR_LEVEL'>;
  readonly delay: CodeOf<'CL_FACTOR_DELAY'>;
  /** The delays it belongs to; empty for a factor without delay. */
  readonly delays: readonly (1 | 2 | 3)[];
}

const at = (
  level: FactorPlace['level'],
  delay: FactorPlace['delay'],
  ...delays: readonly (1 | 2 | 3)[]
): FactorPlace => ({ level, delay, delays });

/** Level and delay of every factor, as proposed when it is chosen. [domain 4.6] */
export const factorPlaces: Readonly<Record<Factor, FactorPlace>> = {
  F01: at('FAMILY', 'NONE'),
  F02: at('FAMILY', 'D1', 1),
  F03: at('FAMILY', 'D1', 1),
  F04: at('FAMILY', 'D1', 1),
  F05: at('FAMILY', 'D1', 1),
  F06: at('FAMILY', 'D1', 1, 2),
  F07: at('COMMUNITY', 'D1', 1),
  F08: at('COMMUNITY', 'D1', 1),
  F09: at('COMMUNITY', 'D2', 2),
  F10: at('ACCESS', 'D2', 2),
  F11: at('ACCESS', 'D2', 2),
  F12: at('ACCESS', 'D2', 2),
  F13: at('ACCESS', 'D2', 2),
  F14: at('ORGANISATION', 'D3', 3),
  F15: at('STAFF', 'D3', 3),
  F16: at('STAFF', 'D3', 3),
  F17: at('SKILLS', 'D3A', 3),
  F18: at('SKILLS', 'D3B', 3),
  F19: at('SKILLS', 'D3C', 3),
  F20: at('ORGANISATION', 'D3B', 3),
  F21: at('ORGANISATION', 'D3C', 3),
  F22: at('DRUGS', 'D3C', 3),
  F23: at('DRUGS', 'D3C', 3),
  F24: at('BLOOD_LAB', 'D3C', 3),
  F25: at('EQUIPMENT', 'D3C', 3),
  F26: at('ORGANISATION', 'D3C', 3),
  F27: at('SKILLS', 'D3C', 3),
  F28: at('PROTOCOL', 'D3C', 3),
  F29: at('PROTOCOL', 'D3C', 3),
  F30: at('SYSTEM', 'NONE'),
  F31: at('SKILLS', 'D3B', 3),
  F32: at('PROTOCOL', 'NONE'),
  F33: at('SYSTEM', 'D3', 3),
  F34: at('DOCUMENTATION', 'NONE', 1, 2, 3),
  F35: at('SYSTEM', 'D1', 1, 2, 3),
  F36: at('SYSTEM', 'D3', 2, 3),
  F99: at('OTHER', 'NONE'),
};

/**
 * WHO standard of care that each factor falls short of, as proposed when it is chosen: 1 evidence-based practice, 2 information, 3 referral,
 * 4 communication, 5 respect, 6 emotional support, 7 staff, 8 resources. What lies outside any facility has none. [domain 4.8]
 */
const standards: Readonly<Partial<Record<Factor, CodeOf<'CL_STD_DOMAIN'>>>> = {
  F01: '4',
  F02: '4',
  F03: '4',
  F04: '4',
  F05: '4',
  F08: '5',
  F11: '3',
  F12: '3',
  F13: '3',
  F14: '5',
  F15: '7',
  F16: '7',
  F17: '1',
  F18: '1',
  F19: '1',
  F20: '3',
  F21: '1',
  F22: '8',
  F23: '8',
  F24: '8',
  F25: '8',
  F26: '8',
  F27: '1',
  F28: '1',
  F29: '1',
  F30: '1',
  F31: '1',
  F32: '1',
  F33: '3',
  F34: '2',
  F35: '5',
};

/** The standard proposed for a factor; `null` when none fits or the code is unknown. */
export function factorStandard(code: string): CodeOf<'CL_STD_DOMAIN'> | null {
  return Object.hasOwn(standards, code) ? (standards[code as Factor] ?? null) : null;
}

/** The place of a factor whose code comes from an answer; `undefined` for an unknown code. */
export function factorPlace(code: string): FactorPlace | undefined {
  return Object.hasOwn(factorPlaces, code) ? factorPlaces[code as Factor] : undefined;
}
