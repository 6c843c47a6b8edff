import { loadCodeListLabels } from '@domain/classification/code-list.js';
import type { EventTexts } from '@domain/texts/events.js';
import { defineTexts } from './texts';

type Flat = Readonly<Record<string, string>>;

/** `{ case: { freeze: { verb } } }` becomes `{ 'case.freeze.verb': ... }`. */
function flatten(texts: object, prefix = ''): Flat {
  return Object.fromEntries(
    Object.entries(texts).flatMap(
      ([key, value]: [string, unknown]): readonly (readonly [string, string])[] => {
        if (typeof value === 'string') return [[prefix + key, value]];
        return typeof value === 'object' && value !== null
          ? Object.entries(flatten(value, `${prefix}${key}.`))
          : [];
      },
    ),
  );
}

const flat = (texts: object | EventTexts): { readonly default: Flat } => ({ default: flatten(texts) });

/** Verbs and sentences of events: `t.find('case.freeze.verb')`, `.done`, `.warning`. */
export const eventTexts = defineTexts<Flat>('event', {
  fr: async () => flat((await import('@domain/texts/events.fr.js')).eventsFr),
  en: async () => flat((await import('@domain/texts/events.en.js')).eventsEn),
});

/** Words of states: `t.find('case.notified')`, `t.find('recommendation.done')`. */
export const stateTexts = defineTexts<Flat>('state', {
  fr: async () => flat((await import('@domain/texts/states.fr.js')).statesFr),
  en: async () => flat((await import('@domain/texts/states.en.js')).statesEn),
});

/** Words of roles and professions: `t.find('roles.focal-point')`, `t.find('professions.MIDWIFE')`. */
export const roleTexts = defineTexts<Flat>('role', {
  fr: async () => flat((await import('@domain/texts/roles.fr.js')).rolesFr),
  en: async () => flat((await import('@domain/texts/roles.en.js')).rolesEn),
});

/** Labels of code lists: `t.find('CL_PLACE.HOME')`, `t.find('ICDMM.MM3')`. */
export const codeTexts = defineTexts<Flat>('code', {
  fr: async () => flat(await loadCodeListLabels('fr')),
  en: async () => flat(await loadCodeListLabels('en')),
});

/** Why something is not possible yet: `t.find('case.open-errors')`. */
export const reasonTexts = defineTexts<Flat>('reason', {
  fr: async () => flat((await import('@domain/texts/reasons.fr.js')).reasonsFr),
  en: async () => flat((await import('@domain/texts/reasons.en.js')).reasonsEn),
});
