const words: Readonly<Record<'fr' | 'en', Readonly<Record<string, string>>>> = {
  fr: { years: 'ans', months: 'mois', days: 'jours', weeks: 'SA' },
  en: { years: 'years', months: 'months', days: 'days', weeks: 'weeks' },
};

/** French counts nought and one in the singular, English only one. */
const single: typeof words = {
  fr: { years: 'an', days: 'jour' },
  en: { years: 'year', months: 'month', days: 'day', weeks: 'week' },
};

/** A unit as written beside a field. Units that are words are translated (SA: weeks since the last period), symbols stay. */
export function unitLabel(unit: string, language: 'fr' | 'en'): string {
  return words[language][unit] ?? unit;
}

/** The unit after a number: "0 jour", "1 an", "0 days". */
export function unitAfter(value: number, unit: string, language: 'fr' | 'en'): string {
  const isSingle = language === 'fr' ? Math.abs(value) < 2 : value === 1;
  return (isSingle ? single[language][unit] : undefined) ?? unitLabel(unit, language);
}
