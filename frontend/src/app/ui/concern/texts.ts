import { defineTexts } from '../../core/texts';

/** Words of the separate door for a suspicion, the same on the case, in its forms and in a blind packet. */
export const concernTexts = defineTexts('concern', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
