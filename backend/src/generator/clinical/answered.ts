import type { Answer, Missing, Row, Value } from '../../domain/forms/form.js';
import { dateTimeOf } from '../../domain/forms/local-time.js';

export const value = (given: Value): Answer => ({ value: given });
export const missing = (why: Missing): Answer => ({ missing: why });
export const lines = (...rows: readonly Row[]): Answer => ({ value: rows });

/** A time from its minutes. */
export const at = (minutes: number): Answer => value(dateTimeOf(Math.round(minutes)));
