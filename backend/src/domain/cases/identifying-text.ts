import { KNOWN_CAPITALS } from './known-capitals.js';
import { TOWNS } from './malian-places.js';
import { joined, rawNames, type NamesToFind, type TextSpan } from './names-in-text.js';
import { capitalOf, isCapital, plain, wordsIn, type FoundWord } from './words-in-text.js';

/** Everything in a free text that could tell whose death it is. */
export const IDENTIFYING_KINDS = ['vault', 'staff', 'name', 'title', 'phone', 'place', 'date'] as const;
export type IdentifyingKind = (typeof IDENTIFYING_KINDS)[number];

/** What to look for in the texts of one case: its names, those of the staff, and the names of its places. */
export interface Surroundings extends NamesToFind {
  readonly places: readonly string[];
}

const MONTHS =
  'janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|january|february|march|april|may|june|july|august|september|october|november|december';
const DAYS = 'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche';
/** After these, a number is a quantity and no year. */
const UNITS = '(?:ml|g|kg|mg|l|cc|ui|km|f|fcfa|francs?|m)\\b';
const DATE = new RegExp(
  [
    `(?:(?:${DAYS})\\s+)?(?<!\\d)\\d{1,2}(?:er)?\\s+(?:${MONTHS})(?!\\p{L})(?:\\s+\\d{4})?`,
    `(?<!\\p{L})(?:début|debut|mi|fin)[\\s-]+(?:${MONTHS})(?!\\p{L})(?:\\s+\\d{4})?`,
    `(?<!\\p{L})(?:${MONTHS})\\s+\\d{4}`,
    `(?<=(?<!\\p{L})(?:en|de|depuis|dès|avant|après|vers|jusqu['’]en|mois de)\\s|(?<!\\p{L})d['’])(?:${MONTHS})(?!\\p{L})`,
    `(?<!\\p{L})(?:${DAYS})\\s+(?:\\d{1,2}(?!\\d|\\s*(?:h|heures?)\\b)|dernier|passé|prochain)`,
    '(?<!\\d)\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}(?!\\d)',
    '(?<=(?<!\\p{L})(?:le|du|au)\\s)(?:0?[1-9]|[12]\\d|3[01])/(?:0?[1-9]|1[0-2])(?![\\d/])',
    '(?<=(?<!\\p{L})(?:le|du)\\s)\\d{1,2}(?=\\s+(?:au (?:matin|soir)|dans la (?:nuit|journée)))',
    '\\b(?:19|20)\\d{2}-\\d{2}-\\d{2}\\b',
    `\\b20\\d{2}\\b(?!\\s*${UNITS})`,
    '(?<!\\p{L})(?:tabaski|ramadan|maouloud|mawloud|korité|aïd|achoura|noël|pâques|toussaint)(?!\\p{L})',
    'DNB-[0-9A-Za-z]{4,8}(?:-[0-9A-Za-z]{1,4})*',
  ].join('|'),
  'giu',
);
const PLACE_WORDS =
  /^(cscom|csréf|csref|centre|santé|de|du|des|la|le|les|hôpital|district|région|village|quartier|est|ouest|nord|sud)$/iu;
/** What stands before the name of a place. */
const BEFORE_A_PLACE =
  /(?:^|[^\p{L}])(?:à|vers|habitent?|par|(?:village|hameau|quartier|commune|cercle|région|district|ville|route|piste|marché|site|poste|campement|pont|puits|mine|CSCom|CSRéf|URENI)(?: de| d['’]| du)?)\s*$/iu;

function placeWords(places: readonly string[]): ReadonlySet<string> {
  return new Set(
    places
      .flatMap((name) => name.split(/[\s'’-]+/u))
      .filter((word) => word.length >= 3 && !PLACE_WORDS.test(word))
      .map(plain),
  );
}

const capitalParts = ({ parts }: FoundWord): readonly string[] => parts.filter(isCapital).map(plain);

/** A capital inside a sentence that no known word explains: the name of somebody or of somewhere. */
function isUnknownName(found: FoundWord): boolean {
  if (capitalOf(found) !== 'inside') return false;
  const last = found.parts.slice(1).findLast(isCapital) ?? found.word;
  // Letters in a row, as CSCom or TDR, stand for something else than a name.
  return /^\p{Lu}\p{Ll}{2}/u.test(last) && !capitalParts(found).some((part) => KNOWN_CAPITALS.has(part));
}

function places(text: string, names: readonly string[]): readonly TextSpan<'place' | 'name'>[] {
  const near = placeWords(names);
  return wordsIn(text).flatMap((found): readonly TextSpan<'place' | 'name'>[] => {
    const at = { start: found.start, end: found.end };
    const isPlace = capitalParts(found).some((part) => near.has(part) || TOWNS.has(part));
    if (isPlace) return [{ ...at, kind: 'place' }];
    if (!isUnknownName(found)) return [];
    const follows = BEFORE_A_PLACE.test(text.slice(Math.max(0, found.start - 24), found.start));
    return [{ ...at, kind: follows ? 'place' : 'name' }];
  });
}

/**
 * Every passage of a text that a person looks at before it leaves the team: names of the case, of the staff and of the country, titles
 * with a name, phones, places, calendar dates and case numbers, and any capital that nothing explains. It marks rather too much: what
 * is kept costs a touch, what is missed tells whose death it is. [domain 3.0 V21, 7.4]
 */
export function identifyingPassages(
  text: string,
  { places: named, ...names }: Surroundings,
): readonly TextSpan<IdentifyingKind>[] {
  const dates = Array.from(text.matchAll(DATE), ({ 0: found, index }): TextSpan<'date'> => ({
    start: index,
    end: index + found.length,
    kind: 'date',
  }));
  const persons: readonly TextSpan[] = rawNames(text, names);
  // A word that is both the name of a place near the case and a name of the country is told as the place.
  const found = places(text, named).filter(
    ({ kind, start }) => kind === 'place' || !persons.some((person) => person.start === start),
  );
  const certain = persons.filter(
    ({ kind, start }) => kind !== 'name' || !found.some((place) => place.start === start),
  );
  return joined<IdentifyingKind>(text, [...dates, ...certain, ...found]);
}
