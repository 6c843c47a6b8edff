import { opinionFormV1 } from '../audits/opinion-form.v1.js';
import type { CaseKind } from '../cases/case.js';
import { childReviewFormV1 } from '../cases/child-review-form.v1.js';
import { communityAutopsyFormV1 } from '../cases/community-autopsy-form.v1.js';
import { communityAutopsyFormV2 } from '../cases/community-autopsy-form.v2.js';
import { maternalReviewFormV1 } from '../cases/maternal-review-form.v1.js';
import { perinatalReviewFormV1 } from '../cases/perinatal-review-form.v1.js';
import type { Extent } from '../cases/review-extent.js';
import { notificationFormV1 } from '../cases/notification-form.v1.js';
import { Problem } from '../problem.js';
import { recommendationFormV1 } from '../recommendations/recommendation-form.v1.js';
import { zeroReportFormV1 } from '../reports/zero-report-form.v1.js';
import { sessionFormV1 } from '../sessions/session-form.v1.js';
import type { Form } from './form.js';

/** Every published version of every form, in order of version. A published version never changes; the last one is asked today. */
export const publishedForms: readonly Form[] = [
  notificationFormV1,
  maternalReviewFormV1,
  perinatalReviewFormV1,
  childReviewFormV1,
  communityAutopsyFormV1,
  communityAutopsyFormV2,
  opinionFormV1,
  sessionFormV1,
  recommendationFormV1,
  zeroReportFormV1,
];

/** The review form of each kind of death; a kind without one is notified and confirmed, and its file is the notification. */
const reviewByKind: Readonly<Partial<Record<CaseKind, string>>> = {
  MAT: maternalReviewFormV1.name,
  SB: perinatalReviewFormV1.name,
  NND: perinatalReviewFormV1.name,
  CHILD: childReviewFormV1.name,
};

/** The form of this name and version; without a version, the one asked today. Refuses as absent what was never published. */
export function getForm(name: string, version?: number): Form {
  const form = publishedForms.findLast(
    (candidate) => candidate.name === name && (version === undefined || candidate.version === version),
  );
  if (form === undefined) throw new Problem('absent', 'absent', { params: { subject: 'form' } });
  return form;
}

/** Where a form comes among the published ones: in a file the notification comes first, then the review, then the autopsy. */
export function formOrder(name: string): number {
  return publishedForms.findIndex((form) => form.name === name);
}

/** Name of the form that documents a death of this kind, `undefined` when none is published yet. */
export function reviewFormName(kind: CaseKind): string | undefined {
  return reviewByKind[kind];
}

/**
 * The forms of the file of a death of this kind: notification, review, and the autopsy in the family, which is due after a death in the
 * community and optional after any other. A short form has no review.
 */
export function fileForms(kind: CaseKind, extent: Extent = 'full'): readonly Form[] {
  const review = extent === 'short' ? undefined : reviewFormName(kind);
  return [
    notificationFormV1,
    ...(review === undefined ? [] : [getForm(review)]),
    getForm(communityAutopsyFormV1.name),
  ];
}

/**
 * The forms of a death that nobody has confirmed yet: the review of the kind that was notified can be written already; the visit to the
 * family waits. [decision 24]
 */
export function unconfirmedForms(category: CaseKind): readonly Form[] {
  return fileForms(category).filter(({ name }) => name !== communityAutopsyFormV1.name);
}
