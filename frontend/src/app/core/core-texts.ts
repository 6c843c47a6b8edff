import { defineTexts } from './texts';

/** Texts of the shell and of the kit (`ui/`), loaded before the first page. */
export const coreTexts = defineTexts('core', {
  fr: () => import('./core-texts.fr'),
  en: () => import('./core-texts.en'),
});
