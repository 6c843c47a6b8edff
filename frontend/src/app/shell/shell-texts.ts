import { defineTexts } from '../core/texts';

export const shellTexts = defineTexts('shell', {
  fr: () => import('./shell-texts.fr'),
  en: () => import('./shell-texts.en'),
});
