import { defineTexts } from '../core/texts';

export const casesTexts = defineTexts('cases', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
