import { defineTexts } from '../../core/texts';

/** Words around an opinion: what the file says, why a group or a class is proposed, short names of what is compared. */
export const opinionTexts = defineTexts('opinion-words', {
  fr: () => import('./texts.fr'),
  en: () => import('./texts.en'),
});
