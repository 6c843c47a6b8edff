const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is a UUID of the usual variant, in lower case; with `version`, of that version. Never throws. */
export function isUuid(value: unknown, version?: 4 | 7): value is string {
  return (
    typeof value === 'string' && FORM.test(value) && (version === undefined || value[14] === String(version))
  );
}

/**
 * A time-ordered UUID, version 7: 48 bits of the milliseconds since 1970, then random bits. Needs ten random bytes. It is an id
 * and never a secret, and is not shown for anything blinded, since it tells when it was made. [RFC 9562]
 */
export function uuidv7(nowMs: number, random: Uint8Array): string {
  if (random.length < 10) throw new RangeError('uuidv7 needs ten random bytes');
  const bytes = new Uint8Array(16);
  let time = Math.floor(nowMs);
  for (let index = 5; index >= 0; index--) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
