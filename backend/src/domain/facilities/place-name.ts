/** Words that say what a place is or link its name, in French and in English lists: they do not tell two places apart. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  `de du des d la le les l et a au aux the of
   cscom cscoms csref csrefs asaco centre center communautaire community sante health reference referral district region`.split(
    /\s+/,
  ),
);

function words(name: string): readonly string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * What is left of a name without case, accents, punctuation and the words every centre carries: "Cscom Sabalibougou" and
 * "CSCOM de Sabalibougou" give the same. A name made of such words only keeps them.
 */
export function normalName(name: string): string {
  const all = words(name);
  const telling = all.filter((word) => !EMPTY_WORDS.has(word));
  return (telling.length > 0 ? telling : all).join(' ');
}
