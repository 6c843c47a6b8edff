import { plain } from './words-in-text.js';

/** Words beside a name that name nobody: titles, "wife of", "baby of", "unknown". */
const NO_NAMES = new Set(
  `m mr mme mlle madame monsieur dr docteur el hadj hadja hadji elhadj elhadji ag walet wallet ben bint bebe nouveau ne nee nn enfant
   fille fils jumeau jumelle mort mortne de du la le les d l dit dite epouse ep veuve femme mari feu feue inconnu inconnue x xx
   of child wife unknown`.split(/\s+/u),
);

/** Spellings of one name that no rule of sound joins, by the sounds that the rules give. Names that differ stay out. */
const SAME_NAME: Readonly<Record<string, string>> = {
  kulubali: 'kulibali',
  dambel: 'dembel',
  bangali: 'bengali',
  bakaioko: 'bagaioko',
  bagaiogo: 'bagaioko',
  traur: 'traor',
  Cemogo: 'Cemoko',
  omar: 'umar',
  mohamad: 'mohamed',
  muhamed: 'mohamed',
  muhamad: 'mohamed',
  mohamadu: 'mahamadu',
};

type Spelling = readonly [pattern: RegExp, sound: string];

/**
 * From the French, English and Arabic spellings of Mande, Fula, Songhay and Dogon names to one spelling by sound, in this order. Capitals
 * stand for sounds: J as in Diarra and Jarra, C as in Tiémoko and Thiemoko, N as in Niaré and Gnaré, S as in Cheick and Sheick.
 */
const SPELLINGS: readonly Spelling[] = [
  [/['’]/gu, ''],
  [/ph/gu, 'f'],
  [/kh|ck|cq|qu|q/gu, 'k'],
  [/gh/gu, 'g'],
  [/sch|sh|ch/gu, 'S'],
  [/th/gu, 't'],
  [/dj/gu, 'J'],
  [/ou(?=[aeiou])/gu, 'w'],
  [/oo|ou/gu, 'u'],
  [/d[iy](?=[aeou])/gu, 'J'],
  [/j/gu, 'J'],
  [/t[iy](?=[aeou])/gu, 'C'],
  [/gn(?=[aeiouy])|n[iy](?=[aeou])/gu, 'N'],
  [/gu(?=[eiy])/gu, 'g'],
  [/c(?=[eiy])/gu, 's'],
  [/c/gu, 'k'],
  [/x/gu, 'ks'],
  // A foreign t or h, or r or z of a French ending, is written after an é that is heard alone: Cisset, Sidibeh.
  [/e[thrz]$/gu, 'e'],
  [/(?<=o)[tw]$/gu, ''],
  [/^h|h(?![aeiou])|(?<![aeiou])h/gu, ''],
  [/[ae][iy](?![aeiou])/gu, 'e'],
  [/y/gu, 'i'],
  [/n(?=[bp])/gu, 'm'],
  // Doubled letters are heard once.
  [/(.)\1+/gu, '$1'],
  // Koné and Kone, Mariame and Mariam: the last e is written or not.
  [/(?<=[aeiou].*[^aeiou])e$/gu, ''],
];

function soundOf(word: string): string {
  const sound = SPELLINGS.reduce((text, [pattern, by]) => text.replace(pattern, by), word);
  return SAME_NAME[sound] ?? sound;
}

/**
 * How the parts of a name of Mali sound, sorted and each once: equal for Traoré, Traore and Traoray, for Coulibaly, Koulibaly and Kulibali.
 * Names that are related but borne by different women (Fatoumata, Fatou, Fanta) stay apart. Empty for a name that names nobody.
 */
export function soundsOf(name: string): readonly string[] {
  const words = plain(name)
    .split(/[^\p{L}'’]+/u)
    .filter((word) => word.length > 1 && !NO_NAMES.has(word));
  return [...new Set(words.map(soundOf))].filter((sound) => sound !== '').sort();
}

/** How far two names agree: `same` when the shorter one, of two parts or more, is wholly in the other; `unknown` when one is not told. */
export type NameAgreement = 'same' | 'close' | 'different' | 'unknown';

/** From the numbers of parts of either name and of those they share. */
export function agreementOf(left: number, right: number, shared: number): NameAgreement {
  const shorter = Math.min(left, right);
  if (shorter === 0) return 'unknown';
  if (shared === 0) return 'different';
  return shared === shorter && shorter > 1 ? 'same' : 'close';
}

const BAND_YEARS = 5;

/**
 * The bands of five years that a year of birth lies in or close to: ages are told to the year or two, so two estimates of one birth share
 * a band.
 */
export function birthBands(year: number): readonly number[] {
  return [...new Set([-2, 0, 2].map((off) => Math.floor((year + off) / BAND_YEARS)))];
}

/** What two notified deaths have in common, as their comparison found it. */
export interface Compared {
  /** Day, place, age and what else V16 compares agree. */
  readonly resembles: boolean;
  readonly names: NameAgreement;
  /** The same name, and born about the same year. */
  readonly sameBirth: boolean;
}

const WEIGHTS: Readonly<Record<NameAgreement, number>> = { same: 35, close: 10, different: -25, unknown: 0 };
/** Below it a pair is not worth a look: a family name in common is no resemblance. */
const WORTH_A_LOOK = 35;

/** How likely two notified deaths are one, 0 to 100; `undefined` where nobody need look. Names weigh, and never decide alone. */
export function resemblanceOf({ resembles, names, sameBirth }: Compared): number | undefined {
  const score = (resembles ? 60 : 20) + WEIGHTS[names] + (sameBirth ? 5 : 0);
  return score < WORTH_A_LOOK ? undefined : score;
}

/** How likely, as the screen says it: never why, since that would tell of a name. */
export type Likelihood = 'likely' | 'possible' | 'unlikely';

export function likelihoodOf(score: number): Likelihood {
  if (score >= 90) return 'likely';
  return score >= 50 ? 'possible' : 'unlikely';
}
