import { defineTexts } from '../core/texts';

export const safeguardingTexts = defineTexts('safeguarding', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
