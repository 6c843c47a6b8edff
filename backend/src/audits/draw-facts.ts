import type { DrawFacts } from '../domain/audits/draw.js';
import type { CaseKind } from '../domain/cases/case.js';
import type { Answers } from '../domain/forms/form.js';
import { has, numberOf } from '../domain/forms/read.js';
import { birthSizeOf, perinatalTiming } from '../domain/cases/perinatal-timing.js';

const MONTH_DAYS = 30.4375;
const TERM = { weeks: 37, grams: 2500 } as const;

/** A stillbirth during labour: as its review tells, else by the look notified, a fresh one. */
function diedInLabour(notification: Answers | undefined, review: Answers | undefined): boolean {
  const timing = review === undefined ? undefined : perinatalTiming(review)?.timing;
  if (timing === undefined || timing === 'UNKNOWN') return has(notification, 'stillbirth_type', 'FRESH');
  return timing === 'INTRAPARTUM';
}

/** What the draw looks at, from the frozen documents; `review` is the perinatal one. [domain 5.3] */
export function drawFactsOf(
  subject: { readonly kind: CaseKind; readonly partner: boolean; readonly ageDays: number | null },
  notification: Answers | undefined,
  review: Answers | undefined,
): DrawFacts {
  const size = birthSizeOf(review ?? {}, notification);
  const { kind, partner, ageDays } = subject;
  const ageMonths =
    kind === 'CHILD'
      ? (numberOf(notification, 'age_months') ?? (ageDays === null ? null : Math.floor(ageDays / MONTH_DAYS)))
      : null;
  return {
    kind,
    partner,
    ageMonths,
    intrapartum: kind === 'SB' && diedInLabour(notification, review),
    maternal: kind === 'MAT' ? 'yes' : 'no',
    targeted: false,
    termNewborn: kind === 'NND' && (size.weeks ?? 0) >= TERM.weeks && (size.grams ?? 0) >= TERM.grams,
  };
}
