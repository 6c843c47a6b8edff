import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PURPOSES } from '../../backend/src/platform/security/key-file.js';
import { ABSOLUTE_HOURS, IDLE_MINUTES } from '../../backend/src/platform/security/sign-ins.js';
import { ROOT } from './command.js';

const ANSWERS = ['met', 'not applicable', 'deviation'] as const;
const MOST_WORDS = 8;
/** A level of the standard is asked for whole: as many items as it counts. */
const COUNTS = { '1': 70, '2': 183 };

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const page = read('docs/security.md');
const items = read('test/ops/asvs-5.0.0.csv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',') as [item: string, level: '1' | '2']);

interface Row {
  readonly item: string;
  readonly asks: string;
  readonly answer: string;
  readonly because: string;
}

function rowsOf(text: string): readonly Row[] {
  return [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, item = '', asks = '', answer = '', because = '']) => ({ item, asks, answer, because }),
  );
}

/** Files named between backticks, with a folder before them or an ending behind. */
const pathsIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([\w./-]+)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.includes('/') || /\.(?:ts|mjs|json|yml|md|csv)$/.test(path));

const isLost = (path: string): boolean => !existsSync(join(ROOT, path));

const anchors = new Set(
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  ),
);

/** What shows a claim: a test, a check of every run, or the page where something had to be written down. */
function isShown(because: string): boolean {
  const shown = pathsIn(because).some(
    (path) =>
      /^(?:test|docs)\//.test(path) ||
      path.endsWith('.spec.ts') ||
      ['eslint.config.mjs', 'package-lock.json'].includes(path),
  );
  return shown || because.includes('](#');
}

function faultsOfRow({ item, asks, answer, because }: Row): readonly string[] {
  const links = [...because.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = '']) => anchor);
  const faults: readonly (readonly [boolean, string])[] = [
    [!ANSWERS.some((known) => known === answer), `answers ${answer}`],
    [asks.split(/\s+/).length > MOST_WORDS, `asks in more than ${String(MOST_WORDS)} words`],
    [because.length < 3, 'has no reason'],
    [pathsIn(because).some(isLost), `names ${pathsIn(because).filter(isLost).join(', ')}`],
    [links.some((anchor) => !anchors.has(anchor)), `links to ${links.join(', ')}`],
    [answer === 'met' && !isShown(because) && !because.includes('not tested'), 'is not shown'],
    [
      answer === 'met' && pathsIn(because).length === 0 && !because.includes('](#'),
      'names nothing that does it',
    ],
    [answer === 'deviation' && !/\S; to mend: \S/.test(because), 'does not say what would mend it'],
  ];
  return faults.filter(([is]) => is).map(([, fault]) => `${item} ${fault}`);
}

function faultsOf(text: string): readonly string[] {
  const rows = rowsOf(text);
  const counted = items.flatMap(([item]) => {
    const times = rows.filter((row) => row.item === item).length;
    return times === 1 ? [] : [`${item} stands ${String(times)} times`];
  });
  const unknown = rows.filter(({ item }) => !items.some(([known]) => known === item));
  return [
    ...counted,
    ...unknown.map(({ item }) => `${item} is no item of these levels`),
    ...rows.flatMap(faultsOfRow),
  ];
}

/** The page with one line of the table changed. */
const planted = (item: string, change: (line: string) => string): string =>
  page
    .split('\n')
    .map((line) => (line.startsWith(`| ${item} `) ? change(line) : line))
    .join('\n');

describe('the table of OWASP ASVS 5.0.0', () => {
  it('is asked for every item of levels 1 and 2', () => {
    for (const [level, count] of Object.entries(COUNTS)) {
      expect(items.filter((item) => item[1] === level)).toHaveLength(count);
    }
  });

  it('answers each item once, with a reason, a test or a file that is there', () => {
    expect(faultsOf(page)).toEqual([]);
  });

  it('says how many are met', () => {
    const count = (answer: string) => String(rowsOf(page).filter((row) => row.answer === answer).length);
    const [met, none, other] = ANSWERS.map(count);
    expect(page.replaceAll(/\s+/g, ' ')).toContain(
      `Of ${String(items.length)} items ${met ?? ''} are met, ${none ?? ''} do not apply, ${other ?? ''} are deviations.`,
    );
  });

  it.each<[string, string, (line: string) => string, string]>([
    ['an item that is missing', '2.3.4', () => '', '2.3.4 stands 0 times'],
    ['an item that stands twice', '2.3.4', (line) => `${line}\n${line}`, '2.3.4 stands 2 times'],
    [
      'an item of level 3',
      '2.3.4',
      (line) => `${line}\n${line.replace('2.3.4', '2.3.5')}`,
      '2.3.5 is no item',
    ],
    ['another answer', '2.3.4', (line) => line.replace('met', 'partly'), '2.3.4 answers partly'],
    ['a path that leads nowhere', '2.3.4', (line) => line.replace('-seal', '-sael'), '2.3.4 names test/api/'],
    [
      'a claim without a test',
      '2.3.4',
      (line) => line.replace(/`[^`]+`/, '`backend/src/cli.ts`'),
      '2.3.4 is not shown',
    ],
    ['a link to no heading', '2.1.3', (line) => line.replace('#limits', '#limit'), '2.1.3 links to limit'],
    [
      'a deviation that nobody would mend',
      '6.2.4',
      (line) => line.replace('to mend', 'well'),
      '6.2.4 does not',
    ],
    [
      'the words of somebody else',
      '2.3.4',
      (line) => line.replace('lock', 'verify that they lock'),
      '2.3.4 asks',
    ],
  ])('would be found out with %s', (_what, item, change, fault) => {
    expect(faultsOf(page)).toEqual([]);
    expect(faultsOf(planted(item, change))).toEqual([expect.stringContaining(fault)]);
  });
});

describe('the page about security', () => {
  const threats = page
    .slice(page.indexOf('## Threats'), page.indexOf('## Signing in'))
    .split(/\n(?=- |###)/)
    .filter((part) => part.startsWith('- '))
    .map((part) => part.replaceAll(/\s+/g, ' ').trim());

  it('names a test for each threat, and what is left open', () => {
    expect(threats.length).toBeGreaterThan(15);
    for (const threat of threats) {
      expect(threat).toMatch(/^- _.+\._ Against it: .+\. Shown by .+\. Left open: .+\.$/);
      const [, shown = ''] = /Shown by (.+)\. Left open/.exec(threat) ?? [];
      expect([threat, pathsIn(shown).some((path) => path.endsWith('.spec.ts'))]).toEqual([threat, true]);
    }
  });

  it('names files that are there', () => {
    const named = pathsIn(page);
    expect(named.length).toBeGreaterThan(200);
    expect([...new Set(named.filter(isLost))]).toEqual([]);
  });

  it('lists every key, and the times of a session as they are', () => {
    const keys = page.slice(page.indexOf('## Keys'), page.indexOf('## Logs'));
    expect(Object.keys(PURPOSES).filter((purpose) => !keys.includes(`\`${purpose}\``))).toEqual([]);
    expect(page.replaceAll(/\s+/g, ' ')).toContain(
      `A session ends after ${String(IDLE_MINUTES)} minutes without a request and ${String(ABSOLUTE_HOURS)} hours in all`,
    );
  });
});
