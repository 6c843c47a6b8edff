import { type FlatTexts, flatTexts } from '../core/domain-texts';
import { defineTexts } from '../core/texts';

/** What each setting is called: `t.find('confirmation.hours')`. */
export const settingTexts = defineTexts<FlatTexts>('setting', {
  fr: async () => flatTexts((await import('@domain/texts/settings.fr.js')).settingsFr),
  en: async () => flatTexts((await import('@domain/texts/settings.en.js')).settingsEn),
});
