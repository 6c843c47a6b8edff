import {
  drawnLinks,
  drawnSpan,
  lensOf,
  nightsOf,
  pinsOf,
  scaleOf,
  ticksOf,
  wholeOf,
  type Span,
} from './delay-layout.js';
import type { DelayLink, DelayStory, Mark } from './delay-story.js';
import {
  clockWords,
  dayWords,
  intervalWords,
  lengthWords,
  linkWords,
  markWords,
  type DelayWording,
} from './delay-words.js';

const DAY = 1440;
const GUTTER = 92;
const EDGE = 14;
const LANE_STEP = 34;
const BAR = 22;
const LETTER = 5.6;
const LINE = 17;
const PINS_APART = 22;

/** Ink and the three delays: each colour has its pattern, so that the picture holds in black and white. */
const INK = '#1a1b1f';
const MUTED = '#5b5d66';
const GRID = '#d9d8d2';
const NIGHT = '#ecebf3';
const FILLS = { 1: '#b0731a', 2: '#3a7f86', 3: '#2c3a82' } as const;

/**
 * The three delays of a death as one picture, for paper: the whole story as one bar, a lens on its last hours when they would vanish, one
 * lane per delay, and under it the moments in words. An SVG document in points; it names no person and no place. `null` when fewer than two
 * moments are known.
 */
export function delayPicture(story: DelayStory, wording: DelayWording, width = 515): string | null {
  const whole = wholeOf(story);
  if (whole === null) return null;
  const lens = lensOf(story);
  const parts: string[] = [];
  let top = 0;
  if (lens !== null) {
    parts.push(...history(story, whole, lens, wording, width));
    top = 92;
  }
  const air = (whole.to - whole.from) * 0.04;
  const window = lens ?? { from: Math.floor(whole.from - air), to: Math.ceil(whole.to + air) };
  parts.push(...lanes(story, window, wording, width, top));
  const bottom = top + 36 + 3 * LANE_STEP + 30;
  const [words, height] = inWords(story, wording, width, bottom);
  parts.push(...words);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}">`,
    ...parts,
    '</svg>',
  ].join('\n');
}

const n = (value: number): string => String(Math.round(value * 100) / 100);

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

interface TextStyle {
  readonly size?: number;
  readonly bold?: boolean;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 10, bold = false, fill = INK, anchor = 'start' } = style;
  const weight = bold ? ' font-weight="bold"' : '';
  return `<text x="${n(x)}" y="${n(y)}" font-size="${String(size)}"${weight} fill="${fill}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function rect(x: number, y: number, width: number, height: number, more: string): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" ${more}/>`;
}

function stroke(x1: number, y1: number, x2: number, y2: number, colour: string, more = ''): string {
  return `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${colour}" ${more}/>`;
}

/** A bar in the colour and pattern of its lane: dots, stripes, plain; only an outline when one of its ends is unknown. */
function bar(link: DelayLink, x: number, y: number, width: number, height: number): readonly string[] {
  const fill = FILLS[link.lane];
  if (link.hours === null)
    return [
      rect(
        x,
        y,
        width,
        height,
        `rx="3" fill="#ffffff" stroke="${fill}" stroke-width="1.2" stroke-dasharray="3 2"`,
      ),
    ];
  const drawn = [rect(x, y, width, height, `rx="3" fill="${fill}"`)];
  if (link.lane === 1)
    for (let at = 5; at < width - 2; at += 8)
      for (let down = 5; down < height - 2; down += 8)
        drawn.push(`<circle cx="${n(x + at)}" cy="${n(y + down)}" r="1" fill="#ffffff"/>`);
  if (link.lane === 2)
    for (let at = 4; at < width - height; at += 9)
      drawn.push(stroke(x + at, y + height, x + at + height, y, '#ffffff', 'stroke-width="1.4"'));
  if (link.censored || link.open)
    for (let down = 3; down < height - 2; down += 4)
      drawn.push(
        stroke(x + Math.max(0, width - 10), y + down, x + width, y + down, '#ffffff', 'stroke-width="1"'),
      );
  return drawn;
}

/** The length of a link on its bar, where there is room for it. */
function barLabel(words: string, x: number, y: number, width: number, height: number): readonly string[] {
  const box = words.length * LETTER + 10;
  if (box + 6 > width) return [];
  const middle = x + width / 2;
  return [
    rect(middle - box / 2, y + 3, box, height - 6, 'rx="3" fill="#ffffff"'),
    text(middle, y + height / 2 + 3.5, words, { bold: true, anchor: 'middle' }),
  ];
}

function shade(window: Span, x: (at: number) => number, y: number, height: number): readonly string[] {
  return nightsOf(window).map(({ from, to }) => rect(x(from), y, x(to) - x(from), height, `fill="${NIGHT}"`));
}

/** The whole story as one bar on a true scale, and the window that the lens enlarges. */
function history(
  story: DelayStory,
  whole: Span,
  lens: Span,
  wording: DelayWording,
  width: number,
): readonly string[] {
  const x = scaleOf(whole, 2, width - 4);
  const parts = [
    text(0, 11, wording.texts.whole, { bold: true }),
    text(width - 2, 11, lengthWords(whole.to - whole.from, wording.language), { anchor: 'end', fill: MUTED }),
    ...shade(whole, x, 28, 34),
    text(2, 25, dayWords(whole.from, wording), { size: 9, fill: MUTED }),
    text(width - 4, 25, dayWords(whole.to, wording), { size: 9, fill: MUTED, anchor: 'end' }),
  ];
  for (const link of [...drawnLinks(story)].sort((left, right) => left.lane - right.lane)) {
    const { from, to } = drawnSpan(link);
    const span = Math.max(1.5, x(to) - x(from));
    parts.push(...bar(link, x(from), 33, span, 24));
    parts.push(...barLabel(linkWords(link, wording, lengthWords), x(from), 33, span, 24));
  }
  const left = x(lens.from) - 2;
  const right = x(Math.min(lens.to, whole.to)) + 3;
  parts.push(
    rect(left, 28, right - left, 34, `rx="4" fill="none" stroke="${INK}" stroke-width="1.4"`),
    stroke(left, 62, 2, 84, INK, 'stroke-width="0.8" stroke-dasharray="2 2"'),
    stroke(right, 62, width - 2, 84, INK, 'stroke-width="0.8" stroke-dasharray="2 2"'),
  );
  return parts;
}

/** One lane per delay, with the numbered moments above and the hours below. */
function lanes(
  story: DelayStory,
  window: Span,
  wording: DelayWording,
  width: number,
  top: number,
): readonly string[] {
  const x = scaleOf(window, GUTTER, width - EDGE);
  const first = top + 36;
  const axis = first + 3 * LANE_STEP;
  const daily = window.to - window.from > 2 * DAY;
  const parts = [...shade(window, x, first - 4, axis - first + 4)];
  for (const at of ticksOf(window, 7)) {
    parts.push(stroke(x(at), first - 4, x(at), axis, GRID, 'stroke-width="0.7"'));
    const words = daily ? dayWords(at, wording) : clockWords(at, wording.language);
    parts.push(text(x(at), axis + 13, words, { size: 9, fill: MUTED, anchor: 'middle' }));
  }
  for (const lane of [1, 2, 3] as const)
    parts.push(
      text(0, first + (lane - 1) * LANE_STEP + 18, `${String(lane)} ${wording.texts.lanes[lane]}`, {
        bold: true,
      }),
    );
  const labels: string[] = [];
  for (const link of drawnLinks(story)) {
    const { from, to } = drawnSpan(link);
    if (to <= window.from || from >= window.to) continue;
    const [left, right] = [x(Math.max(from, window.from)), x(Math.min(to, window.to))];
    const y = first + (link.lane - 1) * LANE_STEP + 3;
    const span = Math.max(1.5, right - left);
    parts.push(...bar(link, left, y, span, BAR));
    if (from >= window.from)
      labels.push(...barLabel(linkWords(link, wording, lengthWords), left, y, span, BAR));
  }
  const inside = story.marks.filter(({ at }) => at >= window.from && at <= window.to);
  for (const pin of pinsOf(inside, x, PINS_APART)) parts.push(...pinned(pin.marks, pin.x, top + 16, axis));
  parts.push(...labels);
  return parts;
}

function pinned(marks: readonly Mark[], x: number, y: number, axis: number): readonly string[] {
  const isApproximate = marks.every(({ approximate }) => approximate);
  const [one] = marks;
  const last = marks.at(-1);
  const label = marks.length === 1 ? String(one?.n) : `${String(one?.n)}–${String(last?.n)}`;
  const half = marks.length === 1 ? 8.5 : 13;
  const dashes = isApproximate ? 'stroke-dasharray="2 2"' : '';
  return [
    stroke(x, y + 9, x, axis, INK, `stroke-width="0.7" ${dashes}`),
    rect(
      x - half,
      y - 8.5,
      2 * half,
      17,
      `rx="8.5" fill="${isApproximate ? '#ffffff' : INK}" stroke="${INK}" ${dashes}`,
    ),
    text(x, y + 3.5, label, { bold: true, anchor: 'middle', fill: isApproximate ? INK : '#ffffff' }),
  ];
}

/** "2 sept., ≈ 18 h". */
function timeWords(mark: Mark, wording: DelayWording): string {
  const day = dayWords(mark.at, wording);
  if (mark.from % DAY === 0 && mark.to - mark.from === DAY - 1) return day;
  const clock = clockWords(mark.at, wording.language);
  return `${day}, ${mark.approximate ? wording.texts.about.replace('{duration}', clock) : clock}`;
}

/** The delays, then the moments in two columns; with the height of the whole picture. */
function inWords(
  story: DelayStory,
  wording: DelayWording,
  width: number,
  top: number,
): readonly [readonly string[], number] {
  const { texts } = wording;
  const parts: string[] = [];
  let y = top + 6;
  for (const lane of [1, 2, 3] as const) {
    const name = `${texts.lane.replace('{lane}', String(lane))}, ${texts.lanes[lane].toLowerCase()}`;
    parts.push(text(0, y, name, { bold: true }));
    parts.push(text(GUTTER + 40, y, laneWords(story, lane, wording)));
    y += LINE;
  }
  y += 6;
  const half = Math.ceil(story.marks.length / 2);
  story.marks.forEach((mark, index) => {
    const left = index < half ? 0 : width / 2 + 6;
    const line = y + (index % half) * LINE;
    parts.push(text(left, line, `${String(mark.n)}  ${markWords(mark, story, texts)}`));
    parts.push(text(left + width / 2 - 12, line, timeWords(mark, wording), { anchor: 'end', fill: MUTED }));
  });
  return [parts, y + half * LINE];
}

function laneWords(story: DelayStory, lane: DelayLink['lane'], wording: DelayWording): string {
  const { texts } = wording;
  const links = story.links.filter((link) => link.lane === lane);
  if (links.length === 0) return story.inside && lane < 3 ? texts.inside : texts.unknown;
  return links
    .map((link) => {
      if (link.open) return texts.open;
      const said = [linkWords(link, wording), intervalWords(link, wording)];
      if (link.part === 'care' && link.censored) said.push(texts.none);
      if (link.longest) said.push(story.longestIsSure ? texts.longest : texts['longest-perhaps']);
      return said.filter((one) => one !== null).join(', ');
    })
    .join(' · ');
}
