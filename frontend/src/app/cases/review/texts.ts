import { defineTexts } from '../../core/texts';

export const reviewTexts = defineTexts('review', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
