import { defineTexts } from '../../core/texts';

/** Words of the door through which a list leaves as a file. */
export const exportTexts = defineTexts('export', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
