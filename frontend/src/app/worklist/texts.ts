import { defineTexts } from '../core/texts';

export const worklistTexts = defineTexts('worklist', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
