import { defineTexts } from '../../core/texts';

export const packetTexts = defineTexts('packet', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
