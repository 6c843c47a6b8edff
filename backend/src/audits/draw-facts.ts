import type { DrawFacts } from '../domain/audits/draw.js';
import type { CaseKind } from '../domain/cases/case.js';
import type { Answers } from '../domain/forms/form.js';
import { has, numberOf } from '../domain/forms/read.js';

const MONTH_DAYS = 30.4375;
const TERM = { weeks: 37, grams: 2500 } as const;

/** What the draw looks at, from the frozen documents. A fresh stillbirth died during labour. [domain 5.3] */
export function drawFactsOf(
  subject: { readonly kind: CaseKind; readonly partner: boolean; readonly ageDays: number | null },
  notification: Answers | undefined,
): DrawFacts {
  const { kind, partner, ageDays } = subject;
  const ageMonths =
    kind === 'CHILD'
      ? (numberOf(notification, 'age_months') ?? (ageDays === null ? null : Math.floor(ageDays / MONTH_DAYS)))
      : null;
  return {
    kind,
    partner,
    ageMonths,
    intrapartum: kind === 'SB' && has(notification, 'stillbirth_type', 'FRESH'),
    maternal: kind === 'MAT' ? 'yes' : 'no',
    targeted: false,
    termNewborn:
      kind === 'NND' &&
      (numberOf(notification, 'gestational_weeks') ?? 0) >= TERM.weeks &&
      (numberOf(notification, 'birth_weight_g') ?? 0) >= TERM.grams,
  };
}
