import { defineTexts } from '../../core/texts';

export const notifyTexts = defineTexts('notify', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
