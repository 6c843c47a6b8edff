import { defineTexts } from '../../core/texts';

/** Words around a picture: opening it, turning it, covering what it shows. */
export const pictureTexts = defineTexts('pictures', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
