import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_SECONDS = 30;
/** A clock that is a step slow or fast is forgiven. */
const STEPS_EITHER_SIDE = 1;
const SECRET_BYTES = 20;

/** As long as a SHA-1 hash. [RFC 4226, 4: R6] */
export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

export function stepAt(instant: Date): number {
  return Math.floor(instant.getTime() / 1000 / STEP_SECONDS);
}

/** The code of one step. [RFC 6238; RFC 4226, 5.3] */
export function codeOf(secret: Buffer, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step whose code this is: that of now, or one either side. Nothing when there is none. */
export function stepMatching(secret: Buffer, code: string, instant: Date): number | undefined {
  const now = stepAt(instant);
  for (let step = now - STEPS_EITHER_SIDE; step <= now + STEPS_EITHER_SIDE; step += 1) {
    const right = Buffer.from(codeOf(secret, step));
    const given = Buffer.from(code);
    if (given.length === right.length && timingSafeEqual(given, right)) return step;
  }
  return undefined;
}

/** Without padding, as authenticator applications read it. [RFC 4648, 6] */
export function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)] ?? '')
    .join('');
}

/** What the square picture says to the authenticator application. */
export function otpauthUri(username: string, secret: Buffer): string {
  return `otpauth://totp/Denba:${encodeURIComponent(username)}?secret=${base32(secret)}&issuer=Denba`;
}
