import type { Language } from '../domain/accounts/person.js';
import type { DelayTexts } from '../domain/texts/delays.js';

/** Words of the picture of the delays, loaded when first needed. */
export async function delayTexts(language: Language): Promise<DelayTexts> {
  return language === 'fr'
    ? (await import('../domain/texts/delays.fr.js')).delaysFr
    : (await import('../domain/texts/delays.en.js')).delaysEn;
}
