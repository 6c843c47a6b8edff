import { defineTexts } from '../core/texts';

export const recommendationTexts = defineTexts('recommendation', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
