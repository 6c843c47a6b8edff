import { defineTexts } from '../core/texts';

export const accountTexts = defineTexts('accounts', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
