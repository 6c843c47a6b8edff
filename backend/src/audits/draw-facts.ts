import { expectedClass } from '../domain/audits/opinion-computations.js';
import type { DrawFacts } from '../domain/audits/draw.js';
import { targetedReasons } from '../domain/audits/targeted.js';
import type { CaseKind } from '../domain/cases/case.js';
import { birthSizeOf, perinatalTiming } from '../domain/cases/perinatal-timing.js';
import type { Answers } from '../domain/forms/form.js';
import { has, numberOf, textOf } from '../domain/forms/read.js';
import { reviewFormName } from '../domain/forms/registry.js';

const MONTH_DAYS = 30.4375;
const TERM = { weeks: 37, grams: 2500 } as const;
/** Any group whose class depends on the dates alone; without one a class is never late. */
const SOME_GROUP = 'MM8';

type Documents = Readonly<Record<string, Answers>>;

/** A stillbirth during labour: as its review tells, else by the look notified, a fresh one. */
function diedInLabour(notification: Answers | undefined, review: Answers | undefined): boolean {
  const timing = review === undefined ? undefined : perinatalTiming(review)?.timing;
  if (timing === undefined || timing === 'UNKNOWN') return has(notification, 'stillbirth_type', 'FRESH');
  return timing === 'INTRAPARTUM';
}

/** Coincidental or late, as the first audit classed the death or, for a late one, as the dates of its file tell. */
function maternalOf(kind: CaseKind, documents: Documents, opinion: Answers): DrawFacts['maternal'] {
  if (kind !== 'MAT' && kind !== 'WRA') return 'no';
  if (has(opinion, 'maternal_class', 'COINCIDENT')) return 'coincidental';
  const told = expectedClass(SOME_GROUP, { now: '', documents, facts: { kind } });
  const isLate = [textOf(opinion, 'maternal_class'), told].some((one) => one === 'LATE' || one === 'SEQ');
  return isLate ? 'late' : 'yes';
}

/** What the draw looks at: the frozen documents, and of the sealed first opinion the class of a woman's death. [domain 5.3] */
export function drawFactsOf(
  subject: { readonly kind: CaseKind; readonly partner: boolean; readonly ageDays: number | null },
  documents: Documents,
  opinion: Answers,
): DrawFacts {
  const { kind, partner, ageDays } = subject;
  const notification = documents['notification'];
  const review = documents[reviewFormName(kind) ?? ''];
  const size = birthSizeOf(documents['perinatal_review'] ?? {}, notification);
  const ageMonths =
    kind === 'CHILD'
      ? (numberOf(notification, 'age_months') ?? (ageDays === null ? null : Math.floor(ageDays / MONTH_DAYS)))
      : null;
  return {
    kind,
    partner,
    ageMonths,
    intrapartum: kind === 'SB' && diedInLabour(notification, review),
    maternal: maternalOf(kind, documents, opinion),
    targeted: targetedReasons(kind, notification, review).length > 0,
    termNewborn: kind === 'NND' && (size.weeks ?? 0) >= TERM.weeks && (size.grams ?? 0) >= TERM.grams,
  };
}
