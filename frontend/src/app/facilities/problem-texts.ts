import { type FlatTexts, flatTexts } from '../core/domain-texts';
import { defineTexts } from '../core/texts';

/** Why the line of a list was refused: `t.find('line.coordinates')`. */
export const problemTexts = defineTexts<FlatTexts>('problem', {
  fr: async () => flatTexts((await import('@domain/texts/problems.fr.js')).problemsFr),
  en: async () => flatTexts((await import('@domain/texts/problems.en.js')).problemsEn),
});
