import { mayReachAsaco, type Audience } from './audience.js';

/** What in the words of an action would tell of a case. */
export const LEAK_REASONS = ['asaco.case-number', 'asaco.date', 'asaco.a-death', 'asaco.a-person'] as const;
export type LeakReason = (typeof LEAK_REASONS)[number];

const LEAKS: readonly (readonly [LeakReason, RegExp])[] = [
  ['asaco.case-number', /\bDNB[-\s]?[0-9A-Z]{4}/i],
  [
    'asaco.date',
    /\b\d{1,2}(er)?[\s./-]+(\d{1,2}|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september|october|november|december)([\s./-]+\d{2,4})?\b|\b\d{4}-\d{2}-\d{2}\b/i,
  ],
  [
    'asaco.a-death',
    /(après|suite à|depuis|à cause du|à la suite du)\s+(le\s+|du\s+|au\s+)?(décès|mort)|la (défunte|patiente)|le (défunt|patient)\b|(after|since|because of) (the|a|her|his) death/i,
  ],
  ['asaco.a-person', /\b(Dr|Docteur|M\.|Mme|Monsieur|Madame|Mr|Mrs)\s+\p{Lu}/u],
];

/** What in the text of an action would tell the ASACO of a case or of one person. Empty when it may be shown. [domain 8.5] */
export function leaksOf(text: string): readonly LeakReason[] {
  return LEAKS.filter(([, pattern]) => pattern.test(text)).map(([reason]) => reason);
}

/** A recommendation that could reach the ASACO of its centre. */
export interface BatchCandidate {
  readonly id: string;
  readonly factor: string;
  readonly audience: Audience;
  readonly text: string;
  /** Proposed, accepted or under way: an ended one is not news. */
  readonly open: boolean;
  readonly published: boolean;
  /** Drawn from the standing list of the programme: it tells nothing of a case, even alone. */
  readonly standing: boolean;
}

/** The month's batch of one centre: what is published now, and what waits for company. */
export interface Batch {
  readonly published: readonly string[];
  readonly waiting: readonly string[];
}

/**
 * The monthly publication to one ASACO. With one death a quarter, an action shown alone the week after names the case: actions go
 * at least `minimum` together, or one by one when they are drawn from a standing list. [domain 8.5; product: Recommendation]
 */
export function monthlyBatch(candidates: readonly BatchCandidate[], minimum: number): Batch {
  const ready = candidates.filter(
    (candidate) =>
      candidate.open &&
      !candidate.published &&
      mayReachAsaco(candidate.factor, candidate.audience) &&
      leaksOf(candidate.text).length === 0,
  );
  const together = ready.length >= minimum;
  const goes = (candidate: BatchCandidate): boolean => together || candidate.standing;
  return {
    published: ready.filter(goes).map((candidate) => candidate.id),
    waiting: ready.filter((candidate) => !goes(candidate)).map((candidate) => candidate.id),
  };
}
