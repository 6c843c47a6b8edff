import { defineTexts } from './texts';

/** Texts by key, whose keys are known at run time only: read them with `t.find`. */
export type FlatTexts = Readonly<Record<string, string>>;

/** `{ case: { freeze: { verb } } }` becomes `{ 'case.freeze.verb': ... }`. */
function flatten(texts: object, prefix = ''): FlatTexts {
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

/** Texts of the domain as a scope wants them: one flat record. */
export function flatTexts(texts: object): { readonly default: FlatTexts } {
  return { default: flatten(texts) };
}

/** Verbs and sentences of events: `t.find('case.freeze.verb')`, `.done`, `.warning`. */
export const eventTexts = defineTexts<FlatTexts>('event', {
  fr: async () => flatTexts((await import('@domain/texts/events.fr.js')).eventsFr),
  en: async () => flatTexts((await import('@domain/texts/events.en.js')).eventsEn),
});

/** Words of states: `t.find('case.notified')`, `t.find('recommendation.done')`. */
export const stateTexts = defineTexts<FlatTexts>('state', {
  fr: async () => flatTexts((await import('@domain/texts/states.fr.js')).statesFr),
  en: async () => flatTexts((await import('@domain/texts/states.en.js')).statesEn),
});

/** Words of roles and professions: `t.find('roles.focal-point')`, `t.find('professions.MIDWIFE')`. */
export const roleTexts = defineTexts<FlatTexts>('role', {
  fr: async () => flatTexts((await import('@domain/texts/roles.fr.js')).rolesFr),
  en: async () => flatTexts((await import('@domain/texts/roles.en.js')).rolesEn),
});

/** Labels of code lists: `t.find('CL_PLACE.HOME')`, `t.find('ICDMM.MM3')`. */
export const codeTexts = defineTexts<FlatTexts>('code', {
  fr: async () => flatTexts((await import('@domain/classification/code-lists.fr.js')).codeListsFr),
  en: async () => flatTexts((await import('@domain/classification/code-lists.en.js')).codeListsEn),
});

/** Why something is not possible yet: `t.find('case.open-errors')`. */
export const reasonTexts = defineTexts<FlatTexts>('reason', {
  fr: async () => flatTexts((await import('@domain/texts/reasons.fr.js')).reasonsFr),
  en: async () => flatTexts((await import('@domain/texts/reasons.en.js')).reasonsEn),
});

/** Where a part entered on behalf of its facility comes from: `t.find('entered', …)`, `t.find('how.telephone')`, `t.find('from.MIDWIFE')`. */
export const phaseEntryTexts = defineTexts<FlatTexts>('phase-entry', {
  fr: async () => flatTexts((await import('@domain/texts/phase-entry.fr.js')).phaseEntryFr),
  en: async () => flatTexts((await import('@domain/texts/phase-entry.en.js')).phaseEntryEn),
});

/** What each setting is called: `t.find('confirmation.hours')`. */
export const settingTexts = defineTexts<FlatTexts>('setting', {
  fr: async () => flatTexts((await import('@domain/texts/settings.fr.js')).settingsFr),
  en: async () => flatTexts((await import('@domain/texts/settings.en.js')).settingsEn),
});
