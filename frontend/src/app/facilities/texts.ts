import { defineTexts } from '../core/texts';

export const facilityTexts = defineTexts('facilities', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
