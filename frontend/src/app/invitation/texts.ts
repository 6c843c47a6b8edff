import { defineTexts } from '../core/texts';

export const invitationTexts = defineTexts('invitation', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
