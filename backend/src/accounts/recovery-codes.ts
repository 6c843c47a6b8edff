import { randomInt } from 'node:crypto';

/** Without letters that look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const COUNT = 10;
const HALF = 5;

/** Ten codes of 50 random bits, in two groups: `7K2MD-90XTQ`. */
export function newRecoveryCodes(): readonly string[] {
  const half = (): string => Array.from({ length: HALF }, () => ALPHABET[randomInt(32)]).join('');
  return Array.from({ length: COUNT }, () => `${half()}-${half()}`);
}

/** As it is kept: copied from paper, small letters, spaces and look-alikes are forgiven. */
export function normalRecoveryCode(typed: string): string {
  return typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
