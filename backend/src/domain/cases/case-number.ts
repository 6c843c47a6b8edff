/** Crockford base 32: no I, L, O, U, so that a number survives handwriting and the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE = ALPHABET.length;
const LENGTH = 8;
const SHAPE = /^DNB-([0-9A-HJKMNP-TV-Z]{8})-([0-9A-HJKMNP-TV-Z])$/;

/** Luhn mod 32 over the eight characters: one wrong character or two neighbours swapped are noticed. */
function checkCharacter(body: string): string {
  let sum = 0;
  let factor = 2;
  for (let at = body.length - 1; at >= 0; at--) {
    const product = factor * ALPHABET.indexOf(body.charAt(at));
    sum += Math.floor(product / BASE) + (product % BASE);
    factor = factor === 2 ? 1 : 2;
  }
  return ALPHABET.charAt((BASE - (sum % BASE)) % BASE);
}

/**
 * A case number from eight random bytes, made where the death is notified, offline too. It says nothing about place, date or kind.
 * [product: Case number]
 */
export function generateCaseNumber(random: Uint8Array): string {
  const body = Array.from({ length: LENGTH }, (_, at) => ALPHABET.charAt((random[at] ?? 0) % BASE)).join('');
  return `DNB-${body}-${checkCharacter(body)}`;
}

/** Whether the text is a case number: its shape and its check character. */
export function isCaseNumber(text: string): boolean {
  const [, body, check] = SHAPE.exec(text) ?? [];
  return body !== undefined && checkCharacter(body) === check;
}

/** A number as people write it — lower case, without dashes, O for 0, I or L for 1 — in its proper form; `null` when it is none. */
export function readCaseNumber(typed: string): string | null {
  const bare = typed
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replace(/^DNB/, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const number = `DNB-${bare.slice(0, LENGTH)}-${bare.slice(LENGTH)}`;
  return isCaseNumber(number) ? number : null;
}
