import { defineTexts } from '../core/texts';

export const securityTexts = defineTexts('security', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
