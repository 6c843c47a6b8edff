import { defineTexts } from '../core/texts';

export const roleHomeTexts = defineTexts('role-home', {
  fr: () => import('./role-home-texts.fr'),
  en: () => import('./role-home-texts.en'),
});
