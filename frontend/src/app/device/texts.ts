import { defineTexts } from '../core/texts';

export const keepingTexts = defineTexts('keeping', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
