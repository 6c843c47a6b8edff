import { defineTexts } from '../../core/texts';

export const delayPanelTexts = defineTexts('delay-panel', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
