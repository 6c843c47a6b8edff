import type { Form } from './form.js';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

function canonical(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, part]) => [key, canonical(part)]),
    );
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function structureOf(form: Form): unknown {
  return {
    name: form.name,
    version: form.version,
    consent: form.consent,
    sections: form.sections.map(({ code, visibleWhen, questions }): unknown => ({
      code,
      visibleWhen,
      questions,
    })),
    conditions: Object.keys(form.conditions ?? {}).sort(),
    rules: form.rules.map(({ code }) => code),
    computations: form.computations.map(({ question }) => question),
    prefills: (form.prefills ?? []).map(({ question }) => question),
    cellPrefills: form.cellPrefills?.map(({ question }) => question),
  };
}

/**
 * The structure of a form as canonical JSON: sorted keys, no spaces, labels left out, rules and conditions by their codes. Its SHA-256
 * names the published version; a changed structure is a new version.
 */
export function structureText(form: Form): string {
  return JSON.stringify(canonical(structureOf(form)));
}
