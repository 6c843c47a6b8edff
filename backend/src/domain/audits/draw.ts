import type { CaseKind } from '../cases/case.js';
import { sampleMessage } from '../cases/review-extent.js';
import type { Settings } from '../settings.js';

/** A keyed hash, HMAC-SHA256 of a message in UTF-8; given by the caller, since the domain does no cryptography of its own. */
export type Hmac = (seed: Uint8Array, message: string) => Uint8Array;

/** What the draw looks at: the class of a death; of its audit only whether it was called coincidental or late. [domain 5.3] */
export interface DrawFacts {
  readonly kind: CaseKind;
  /** The responsible centre is a partner of the programme. */
  readonly partner: boolean;
  /** Completed months of a child; `null` for other kinds. */
  readonly ageMonths: number | null;
  readonly intrapartum: boolean;
  readonly maternal: 'yes' | 'coincidental' | 'late' | 'no';
  /** Within 24 h of admission in a CSRéf or hospital, after discharge, or severe malnutrition with facility contact. */
  readonly targeted: boolean;
  /** A newborn of at least 37 weeks and 2500 g. */
  readonly termNewborn: boolean;
}

export const DRAW_CLASSES = [
  'maternal',
  'neonatal-partner',
  'infant-partner',
  'intrapartum-partner',
  'targeted',
  'other',
  'discarded',
] as const;
export type DrawClass = (typeof DRAW_CLASSES)[number];

const isWoman = (facts: DrawFacts): boolean => facts.kind === 'MAT' || facts.kind === 'WRA';

/**
 * The class of a case, by the first line that fits. A woman's death called coincidental or late is no maternal death for the counts, and
 * is looked at for that. Discarded cases are drawn apart, as a control.
 */
export function drawClassOf(facts: DrawFacts): DrawClass {
  if (isWoman(facts)) return facts.maternal === 'yes' ? 'maternal' : 'targeted';
  if (facts.kind === 'NND' && facts.partner) return 'neonatal-partner';
  if (facts.kind === 'CHILD' && facts.partner && facts.ageMonths !== null && facts.ageMonths < 12)
    return 'infant-partner';
  if (facts.kind === 'SB' && facts.intrapartum && facts.partner) return 'intrapartum-partner';
  if (facts.targeted || facts.termNewborn) return 'targeted';
  return 'other';
}

/**
 * The share of a case's class that is counter-audited, from the settings of the district. No classification by the first audit makes a
 * woman's death less likely to be looked at.
 */
export function probabilityOf(facts: DrawFacts, settings: Settings): number {
  const share = settings[`draw.${drawClassOf(facts)}`];
  return isWoman(facts) ? Math.max(share, settings['draw.maternal']) : share;
}

/** How many reviewers a case gets when it is selected. */
export function seatsOf(kind: CaseKind, settings: Settings): number {
  return settings[kind === 'MAT' || kind === 'WRA' ? 'review.seats-maternal' : 'review.seats-other'];
}

/** Hexadecimal digits of the hash that make the rank: 52 bits, which a number holds exactly. */
const DIGITS = 13;

/** A seed, a commitment or a hash as printed: hexadecimal, lower case. */
export const printed = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The rank of a case, from 0 included to 1 excluded: the first 13 hexadecimal digits of HMAC-SHA256(seed, case number) over 16^13. */
export function rankOf(caseNumber: string, seed: Uint8Array, hmac: Hmac): number {
  return Number.parseInt(printed(hmac(seed, caseNumber)).slice(0, DIGITS), 16) / 16 ** DIGITS;
}

/** What the draw decided of a case at its seal. */
export interface Drawn {
  readonly rank: number;
  readonly probability: number;
  readonly selected: boolean;
}

/** Draws a case at the seal of its audit: selected when its rank is below the probability of its class. [product: The draw] */
export function draw(caseNumber: string, probability: number, seed: Uint8Array, hmac: Hmac): Drawn {
  const rank = rankOf(caseNumber, seed, hmac);
  return { rank, probability, selected: rank < probability };
}

/** A case of the sampled class (`other`) at the end of its district's quarter. */
export interface Sampled {
  readonly caseNumber: string;
  readonly rank: number;
  readonly selected: boolean;
}

/** The second phase of a quarter: the cases added, and the share of the class that is now counter-audited, for weighting. */
export interface TopUp {
  readonly added: readonly string[];
  readonly probability: number;
}

/**
 * Tops the sample of a district's quarter up, lowest ranks first, to `minimum` cases and to the class's share, or to all there are. Ranks
 * are a random order, so the sample is a simple random one of its size: its probability is size over number. [domain 5.3]
 */
export function topUp(cases: readonly Sampled[], minimum: number, share: number): TopUp {
  const selected = cases.filter((one) => one.selected).length;
  const wanted = Math.min(cases.length, Math.max(selected, minimum, Math.ceil(share * cases.length)));
  const added = cases
    .filter((one) => !one.selected)
    .sort((left, right) => left.rank - right.rank || (left.caseNumber < right.caseNumber ? -1 : 1))
    .slice(0, wanted - selected)
    .map(({ caseNumber }) => caseNumber);
  return { added, probability: cases.length === 0 ? share : wanted / cases.length };
}

/** The quarter of a date `YYYY-MM-DD…`, written `2026-Q1`. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** First day of the quarter after this one, `YYYY-MM-DD`: from then on its draw is topped up and revealed. */
export function endOfQuarter(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  return number === 4 ? `${year + 1}-01-01` : `${year}-${String(number * 3 + 1).padStart(2, '0')}-01`;
}

/** A finished quarter, ready to be checked by anybody. */
export interface RevealedDraw {
  readonly district: string;
  readonly quarter: string;
  readonly commitment: string;
  readonly seed: string;
  readonly cases: readonly (Drawn & {
    readonly caseNumber: string;
    /** `form`: whether a death with a short form is reviewed in full. */
    readonly phase: 'form' | 'seal' | 'top-up';
  })[];
}

const RESULTS = {
  fr: {
    form: ['revue complète', 'fiche courte'],
    seal: ['retenu', 'non retenu'],
    'top-up': ['complément', 'complément'],
  },
  en: {
    form: ['full review', 'short form'],
    seal: ['selected', 'not selected'],
    'top-up': ['top-up', 'top-up'],
  },
} as const;

/** The recipe by which a third party recomputes a finished quarter, with its table: number, rank, probability, result. */
export function recipe(revealed: RevealedDraw, language: 'fr' | 'en'): string {
  const { district, quarter, commitment, seed } = revealed;
  const lines = revealed.cases.map(({ caseNumber, rank, probability, selected, phase }) => {
    const message = phase === 'form' ? sampleMessage(caseNumber) : caseNumber;
    const result = RESULTS[language][phase][selected ? 0 : 1];
    return `${message}\t${rank.toFixed(6)}\t${probability.toFixed(4)}\t${result}`;
  });
  const steps =
    language === 'fr'
      ? [
          `Tirage du contre-audit — ${district}, ${quarter}`,
          '',
          `1. Au début du trimestre, une graine de 32 octets a été tirée au hasard. Son empreinte SHA-256 a été imprimée sur chaque procès-verbal :`,
          `   ${commitment}`,
          `2. La graine est maintenant révélée (hexadécimal) :`,
          `   ${seed}`,
          `   Vérifiez que l’empreinte SHA-256 de ces 32 octets est bien celle de l’étape 1.`,
          `3. Pour chaque cas, calculez HMAC-SHA256 avec la graine comme clé et le numéro de cas comme message, par exemple :`,
          `   printf %s DNB-XXXXXXXX-X | openssl dgst -sha256 -mac HMAC -macopt hexkey:${seed}`,
          `4. Prenez les 13 premiers chiffres hexadécimaux et divisez ce nombre par 16^13 (4503599627370496). C’est le rang, entre 0 et 1.`,
          `5. Le cas est retenu quand son rang est plus petit que la probabilité de sa classe.`,
          `   Une ligne qui finit par /form a décidé, à la confirmation, entre la fiche courte et la revue complète : son message est écrit tel quel.`,
          `6. En fin de trimestre, les rangs les plus petits qui restent complètent l’échantillon jusqu’au minimum fixé.`,
          '',
          'numéro\trang\tprobabilité\trésultat',
        ]
      : [
          `Counter-audit draw — ${district}, ${quarter}`,
          '',
          `1. At the start of the quarter a seed of 32 bytes was drawn at random. Its SHA-256 was printed on every set of minutes:`,
          `   ${commitment}`,
          `2. The seed is now revealed (hexadecimal):`,
          `   ${seed}`,
          `   Check that the SHA-256 of these 32 bytes is the one of step 1.`,
          `3. For each case compute HMAC-SHA256 with the seed as key and the case number as message, for example:`,
          `   printf %s DNB-XXXXXXXX-X | openssl dgst -sha256 -mac HMAC -macopt hexkey:${seed}`,
          `4. Take the first 13 hexadecimal digits and divide that number by 16^13 (4503599627370496). This is the rank, between 0 and 1.`,
          `5. The case is selected when its rank is below the probability of its class.`,
          `   A line that ends in /form decided, at the confirmation, between short form and full review: its message is written as it is.`,
          `6. At the end of the quarter the lowest ranks left top the sample up to the set minimum.`,
          '',
          'number\trank\tprobability\tresult',
        ];
  return [...steps, ...lines, ''].join('\n');
}
