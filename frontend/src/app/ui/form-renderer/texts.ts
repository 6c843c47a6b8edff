import { defineTexts } from '../../core/texts';

/** Words of the form renderer itself; labels of questions come with each form. */
export const formTexts = defineTexts('form', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
