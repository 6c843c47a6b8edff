import { defineTexts } from '../core/texts';

export const journalTexts = defineTexts('journal', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
