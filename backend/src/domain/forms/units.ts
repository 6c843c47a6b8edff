const words: Readonly<Record<'fr' | 'en', Readonly<Record<string, string>>>> = {
  fr: { years: 'ans', months: 'mois', days: 'jours', weeks: 'SA' },
  en: { years: 'years', months: 'months', days: 'days', weeks: 'weeks' },
};

/** A unit as written beside a field. Units that are words are translated (SA: weeks since the last period), symbols stay. */
export function unitLabel(unit: string, language: 'fr' | 'en'): string {
  return words[language][unit] ?? unit;
}
