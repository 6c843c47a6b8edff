import type { FieldFault, Problem, ProblemKind } from '../../domain/problem.js';
import { fill } from '../../domain/texts/fill.js';
import { problemsEn } from '../../domain/texts/problems.en.js';
import { problemsFr } from '../../domain/texts/problems.fr.js';
import { reasonsEn } from '../../domain/texts/reasons.en.js';
import { reasonsFr } from '../../domain/texts/reasons.fr.js';

interface Sentence {
  readonly fr: string;
  readonly en: string;
}

/** Body of every refusal: application/problem+json. [RFC 9457] */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: Sentence;
  readonly params?: FieldFault['params'];
  readonly fields?: readonly (FieldFault & Sentence)[];
  readonly reasons?: readonly (Sentence & { readonly code: string })[];
  readonly current?: unknown;
  readonly requestId: string;
}

export const STATUS_OF: Readonly<Record<ProblemKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  absent: 404,
  conflict: 409,
  stale: 409,
  early: 425,
  limited: 429,
  busy: 503,
};

const french: Readonly<Record<string, string>> = { ...reasonsFr, ...problemsFr };
const english: Readonly<Record<string, string>> = { ...reasonsEn, ...problemsEn };

/** The sentence of a code in both languages; a form's own rule is explained beside its question, here it is only announced. */
export function sentenceOf(code: string, params?: FieldFault['params']): Sentence {
  const known = Object.hasOwn(french, code) ? code : 'request.invalid';
  return { fr: fill(french[known] ?? '', params), en: fill(english[known] ?? '', params) };
}

export function documentOf(
  problem: Problem,
  requestId: string,
  status = STATUS_OF[problem.kind],
): ProblemDocument {
  const { params, fields, reasons, current } = problem.details;
  const detail = sentenceOf(problem.code, params);
  return {
    type: `urn:denba:problem:${problem.code}`,
    title: detail.en,
    status,
    code: problem.code,
    detail,
    ...(params ? { params } : {}),
    ...(fields
      ? { fields: fields.map((fault) => ({ ...fault, ...sentenceOf(fault.code, fault.params) })) }
      : {}),
    ...(reasons ? { reasons: reasons.map((code) => ({ code, ...sentenceOf(code) })) } : {}),
    ...(current === undefined ? {} : { current }),
    requestId,
  };
}
