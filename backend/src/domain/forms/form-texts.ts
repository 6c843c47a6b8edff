import type { FormTexts } from './form.js';

type Load = () => Promise<FormTexts>;
interface Loaders {
  readonly fr: Load;
  readonly en: Load;
}

/** Texts of every published version, by `name.vN`, each loaded when first needed. */
const loaders: Readonly<Record<string, Loaders>> = {
  'notification.v1': {
    fr: async () => (await import('../cases/notification-form.v1.fr.js')).notificationFormV1Fr,
    en: async () => (await import('../cases/notification-form.v1.en.js')).notificationFormV1En,
  },
  'maternal_review.v1': {
    fr: async () => (await import('../cases/maternal-review-form.v1.fr.js')).maternalReviewFormV1Fr,
    en: async () => (await import('../cases/maternal-review-form.v1.en.js')).maternalReviewFormV1En,
  },
  'child_review.v1': {
    fr: async () => (await import('../cases/child-review-form.v1.fr.js')).childReviewFormV1Fr,
    en: async () => (await import('../cases/child-review-form.v1.en.js')).childReviewFormV1En,
  },
  'community_va.v1': {
    fr: async () => (await import('../cases/community-autopsy-form.v1.fr.js')).communityAutopsyFormV1Fr,
    en: async () => (await import('../cases/community-autopsy-form.v1.en.js')).communityAutopsyFormV1En,
  },
  'community_va.v2': {
    fr: async () => (await import('../cases/community-autopsy-form.v1.fr.js')).communityAutopsyFormV1Fr,
    en: async () => (await import('../cases/community-autopsy-form.v1.en.js')).communityAutopsyFormV1En,
  },
  'perinatal_review.v1': {
    fr: async () => (await import('../cases/perinatal-review-form.v1.fr.js')).perinatalReviewFormV1Fr,
    en: async () => (await import('../cases/perinatal-review-form.v1.en.js')).perinatalReviewFormV1En,
  },
  'opinion.v1': {
    fr: async () => (await import('../audits/opinion-form.v1.fr.js')).opinionFormV1Fr,
    en: async () => (await import('../audits/opinion-form.v1.en.js')).opinionFormV1En,
  },
  'session.v1': {
    fr: async () => (await import('../sessions/session-form.v1.fr.js')).sessionFormV1Fr,
    en: async () => (await import('../sessions/session-form.v1.en.js')).sessionFormV1En,
  },
  'recommendation.v1': {
    fr: async () => (await import('../recommendations/recommendation-form.v1.fr.js')).recommendationFormV1Fr,
    en: async () => (await import('../recommendations/recommendation-form.v1.en.js')).recommendationFormV1En,
  },
  'zero_report.v1': {
    fr: async () => (await import('../reports/zero-report-form.v1.fr.js')).zeroReportFormV1Fr,
    en: async () => (await import('../reports/zero-report-form.v1.en.js')).zeroReportFormV1En,
  },
};

/** Loads the texts of a published form in one language. Rejects when this name and version were never published. */
export async function loadFormTexts(
  name: string,
  version: number,
  language: 'fr' | 'en',
): Promise<FormTexts> {
  const found = loaders[`${name}.v${String(version)}`];
  if (found === undefined) throw new Error(`No texts for form ${name} v${String(version)}`);
  return found[language]();
}
