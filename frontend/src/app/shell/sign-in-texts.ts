import { defineTexts } from '../core/texts';

export const signInTexts = defineTexts('signIn', {
  fr: () => import('./sign-in-texts.fr'),
  en: () => import('./sign-in-texts.en'),
});
