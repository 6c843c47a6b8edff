import { defineTexts } from '../core/texts';

export const reportTexts = defineTexts('report', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
