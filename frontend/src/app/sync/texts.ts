import { defineTexts } from '../core/texts';

export const syncTexts = defineTexts('sync', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
