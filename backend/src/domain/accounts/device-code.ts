/** Why a device code is too easy to guess; `undefined` when it is not. */
export type DeviceCodeFault = 'short' | 'long' | 'digits' | 'repeated' | 'sequence' | 'date';

const LEAST = 6;
const MOST = 12;

/**
 * Judges the code that opens a registered device: 6 to 12 digits, and none of those that a colleague tries first: one digit or one group
 * repeated, digits that follow each other up or down, a day of this century or of the last as DDMMYY, YYMMDD or with the whole year.
 */
export function deviceCodeFault(code: string): DeviceCodeFault | undefined {
  if (!/^\d*$/.test(code)) return 'digits';
  if (code.length < LEAST) return 'short';
  if (code.length > MOST) return 'long';
  if (isRepeated(code)) return 'repeated';
  if (isSequence(code)) return 'sequence';
  return isDate(code) ? 'date' : undefined;
}

/** 111111, 121212, 123123. */
function isRepeated(code: string): boolean {
  return [1, 2, 3].some((size) => {
    const group = code.slice(0, size);
    return group.repeat(Math.ceil(code.length / size)).slice(0, code.length) === code;
  });
}

/** 123456, 987654, 135790: every step the same, round the corner of 9 too. */
function isSequence(code: string): boolean {
  const digits = Array.from(code, Number);
  const steps = digits.slice(1).map((digit, n) => (digit - (digits[n] ?? 0) + 10) % 10);
  return steps.every((step) => step === steps[0]);
}

function isDate(code: string): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = (code.match(/../g) ?? []).map(Number);
  if (code.length === 6) return isDay(a, b) || isDay(c, b);
  if (code.length !== 8) return false;
  return (isDay(a, b) && isCentury(c)) || (isCentury(a) && isDay(d, c));
}

function isDay(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

function isCentury(hundreds: number): boolean {
  return hundreds === 19 || hundreds === 20;
}
