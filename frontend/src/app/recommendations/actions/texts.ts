import { defineTexts } from '../../core/texts';

export const actionTexts = defineTexts('action', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
