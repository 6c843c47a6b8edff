import type { CodeOf } from './code-list.js';
import { isBetween } from './icd10.js';

/** How long before the death a line of the certificate began, code of CL_CERT_INTERVAL, shortest first. */
export type CertificateInterval = CodeOf<'CL_CERT_INTERVAL'>;

const INTERVALS = [
  'MINUTES',
  'HOURS',
  'DAYS',
  'WEEKS',
  'MONTHS',
  'YEARS',
] as const satisfies readonly CertificateInterval[];

/** True when the line below began after the line above: a cause does not follow its effect. */
export function isShorter(below: string, above: string): boolean {
  const [lower, upper] = [below, above].map((code) => INTERVALS.findIndex((one) => one === code));
  return lower !== undefined && upper !== undefined && lower >= 0 && lower < upper;
}

/** The end and not the disease: shock, arrest, coma, coagulopathy, failure of many organs, death without a cause. [domain 4.1] */
export function isTerminalEvent(code: string): boolean {
  return (
    ['I46', 'R57', 'R65', 'D65', 'R09', 'J96', 'R40', 'R96', 'R99'].includes(code.slice(0, 3)) ||
    code === 'R68.8'
  );
}

/** Why a line cannot lead to the line above it. */
export type BrokenLink = 'terminal-below' | 'born-with' | 'accident' | 'infection' | 'later' | 'same';

type Range = readonly [first: string, last: string];
const isIn = (code: string, ranges: readonly Range[]): boolean =>
  ranges.some(([first, last]) => isBetween(code, first, last));

/** Infections that come from outside, whatever other disease there is. */
const CAUGHT: readonly Range[] = [
  ['A80', 'A82'],
  ['A90', 'A99'],
  ['B05', 'B06'],
  ['B20', 'B24'],
  ['B50', 'B54'],
];
/** What opens the door to an infection: HIV, want of food, blood and immunity, and care (a transfusion, a needle). */
const WEAKENS: readonly Range[] = [
  ['B20', 'B24'],
  ['E40', 'E46'],
  ['D50', 'D89'],
  ['O25', 'O25'],
  ['Y40', 'Y84'],
];
const INJURIES: readonly Range[] = [
  ['S00', 'T98'],
  ['V01', 'Y98'],
];
/** Diseases that make one fall, drown or burn. */
const MAKES_FALL: readonly Range[] = [
  ['F00', 'F99'],
  ['G40', 'G41'],
  ['O15', 'O15'],
  ['R55', 'R56'],
];
/** The mother's disease, the womb, or an infection before birth, behind what a child is born with. */
const BEFORE_BIRTH: readonly Range[] = [
  ['P00', 'P04'],
  ['P35', 'P37'],
  ['A50', 'A50'],
  ['Q00', 'Q99'],
];

const isCaught = (code: string): boolean =>
  isIn(code, CAUGHT) || code.startsWith('O98.6') || code.startsWith('O98.7');

/** Where an obstetric complication lies in time: before labour, in labour, after the birth; `null` when it may be anywhere. */
function stage(code: string): 1 | 2 | 3 | null {
  if (
    code === 'O15.2' ||
    isIn(code, [
      ['O72', 'O73'],
      ['O85', 'O87'],
      ['O89', 'O92'],
    ])
  )
    return 3;
  if (
    code === 'O15.1' ||
    isIn(code, [
      ['O60', 'O70'],
      ['O74', 'O74'],
    ]) ||
    code === 'O71.1'
  )
    return 2;
  return code === 'O15.0' ||
    code === 'O71.0' ||
    isIn(code, [
      ['O00', 'O07'],
      ['O20', 'O20'],
      ['O44', 'O46'],
    ])
    ? 1
    : null;
}

/**
 * Whether a line of the certificate can lead to the line above it; `null` when nothing speaks against it. Only what is highly improbable
 * is named, so that the check stays silent on whatever a physician may defend. [domain 4.1; rules of sequence of ICD-10, volume 2]
 */
export function brokenLink(above: string, below: string): BrokenLink | null {
  if (above === below) return 'same';
  if (isTerminalEvent(below) && !isTerminalEvent(above)) return 'terminal-below';
  if (isIn(above, [['Q00', 'Q99']]) && !isIn(below, BEFORE_BIRTH)) return 'born-with';
  if (isIn(above, INJURIES) && !isIn(below, INJURIES) && !isIn(below, MAKES_FALL)) return 'accident';
  if (isCaught(above) && !isIn(below, WEAKENS) && !below.startsWith('O98.7') && !below.startsWith('O99.0'))
    return 'infection';
  const [earlier, later] = [stage(below), stage(above)];
  return earlier !== null && later !== null && earlier > later ? 'later' : null;
}
