import { defineTexts } from '../../core/texts';

/** Words of the blind file itself, for whoever reads it: the reviewer, and the focal point who prepares it. */
export const packetFileTexts = defineTexts('packet-file', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
