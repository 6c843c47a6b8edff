import { defineTexts } from '../core/texts';

export const auditsTexts = defineTexts('audits', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
