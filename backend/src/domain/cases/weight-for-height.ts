import type { Answers } from '../forms/form.js';
import { numberOf, textOf } from '../forms/read.js';
import { GROWTH, type GrowthCurve } from './growth-standard.js';

/** Box-Cox power of weight for length and height, alike along the whole curve. [WHO 2006] */
const POWER = { M: -0.3521, F: -0.3833 } as const;
const STEP_CM = 0.5;
/** Children are measured lying until this age, standing from it. */
const STANDING_MONTHS = 24;

/**
 * Weight for length (under 24 months) or for height, in standard deviations of the WHO Child Growth Standards (2006). Beyond 3
 * deviations the distance between the second and the third goes on, as the standard prescribes. `null` when the sex, a measure or the
 * age is missing, and outside the table (45–110 cm lying, 65–120 cm standing).
 */
export function weightForHeight(review: Answers): number | null {
  const [weight, height, months] = ['c_weight', 'c_height', 'c_age_m'].map((code) => numberOf(review, code));
  const sex = textOf(review, 'c_sex');
  if (weight === undefined || height === undefined || months === undefined) return null;
  if (sex !== 'M' && sex !== 'F') return null;
  const place = pointAt({ sex, months, height });
  return place === null ? null : deviations(weight, place);
}

/** Kilograms of a child of this height who stands so many deviations from the median; `null` outside the table. */
export function weightAt(child: Stature, deviation: number): number | null {
  const place = pointAt(child);
  return place === null ? null : weightIn(place, deviation);
}

export interface Stature {
  readonly sex: 'M' | 'F';
  /** Age in completed months. */
  readonly months: number;
  /** Centimetres. */
  readonly height: number;
}

interface Point {
  /** Kilograms. */
  readonly median: number;
  readonly variation: number;
  readonly power: number;
}

function pointAt({ sex, months, height }: Stature): Point | null {
  const { from, median, variation }: GrowthCurve =
    GROWTH[months < STANDING_MONTHS ? 'length' : 'height'][sex];
  const step = (height - from) / STEP_CM;
  const [low, high] = [Math.floor(step), Math.ceil(step)];
  const between = (values: readonly number[]): number | null => {
    const [below, above] = [values[low], values[high]];
    return below === undefined || above === undefined ? null : below + (above - below) * (step - low);
  };
  const [middle, spread] = [between(median), between(variation)];
  if (middle === null || spread === null) return null;
  return { median: middle / 10_000, variation: spread / 100_000, power: POWER[sex] };
}

function weightIn({ median, variation, power }: Point, z: number): number {
  return median * (1 + power * variation * z) ** (1 / power);
}

function deviations(weight: number, point: Point): number {
  const { median, variation, power } = point;
  const z = ((weight / median) ** power - 1) / (power * variation);
  if (Math.abs(z) <= 3) return z;
  const side = Math.sign(z);
  const [second, third] = [weightIn(point, 2 * side), weightIn(point, 3 * side)];
  return side * 3 + (weight - third) / Math.abs(third - second);
}
