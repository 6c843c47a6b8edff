import { defineTexts } from '../core/texts';

export const sessionsTexts = defineTexts('sessions', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
