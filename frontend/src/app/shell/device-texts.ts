import { defineTexts } from '../core/texts';

/** What concerns the application on this device. */
export const deviceTexts = defineTexts('device', {
  fr: () => import('./device-texts.fr'),
  en: () => import('./device-texts.en'),
});
