import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from './command.js';

/** What no source may hold, but for the files that have a reason; `planted` is a line that must be found. */
interface Ban {
  readonly what: string;
  readonly sources: readonly string[];
  readonly found: RegExp;
  readonly but?: readonly string[];
  readonly planted: string;
}

const SERVER = ['backend/src/**/*.ts'];
const BROWSER = ['frontend/{src,worker}/**/*.ts', 'frontend/src/**/*.html'];

const BANS: readonly Ban[] = [
  {
    what: 'HTML written into a page',
    sources: BROWSER,
    found: /innerHTML|outerHTML|insertAdjacentHTML|document\.write|bypassSecurityTrust|DOMParser|srcdoc/,
    planted: `<p [innerHTML]="answer()"></p>`,
  },
  {
    what: 'text run as a program',
    sources: [...SERVER, ...BROWSER],
    found: /\beval\(|new Function\(|\bset(?:Timeout|Interval)\(\s*['"`]/,
    planted: `new Function('return 1')`,
  },
  {
    what: 'a regular expression made while running, of other words than our own',
    sources: [...SERVER, ...BROWSER],
    found: /new RegExp\(/,
    but: [
      'backend/src/domain/cases/names-in-text.ts',
      'backend/src/domain/cases/identifying-text.ts',
      'backend/src/domain/forms/check-answer.ts',
    ],
    planted: 'new RegExp(search)',
  },
  {
    what: 'another random source than that of the system',
    sources: [...SERVER, ...BROWSER],
    found: /Math\.random/,
    planted: 'const token = Math.random().toString(36);',
  },
  {
    what: 'another hash than SHA-256',
    sources: SERVER,
    found: /create(?:Hash|Hmac|Sign|Verify)\(\s*['"`](?!sha256['"`])|hkdfSync\(\s*['"`](?!sha256['"`])/,
    // Authenticator applications know no other than SHA-1, whose weakness does not touch an HMAC. [RFC 6238]
    but: ['backend/src/platform/security/totp.ts'],
    planted: `createHash('md5').update(password)`,
  },
  {
    what: 'another cipher than AES-256-GCM',
    sources: SERVER,
    found: /create(?:Cipher|Decipher)iv\(\s*['"`](?!aes-256-gcm['"`])/,
    planted: `createCipheriv('aes-256-cbc', key, iv)`,
  },
  {
    what: 'something kept in the browser',
    sources: BROWSER,
    found: /localStorage|sessionStorage|indexedDB|\bcaches\.|document\.cookie|serviceWorker/,
    but: [
      // The language, the light, and for how many minutes a reviewer had a file open.
      'frontend/src/app/core/texts.ts',
      'frontend/src/app/core/theme.ts',
      'frontend/src/app/audits/reading-time.ts',
      // The application itself, so that it stands without a network.
      'frontend/src/app/core/kept.ts',
      'frontend/src/app/offline/installation.ts',
      'frontend/worker/service-worker.ts',
      // Whether there is something, then ciphertext.
      'frontend/src/app/core/kept-here.ts',
      'frontend/src/app/offline/database.ts',
    ],
    planted: `localStorage.setItem('draft', JSON.stringify(answers))`,
  },
  {
    what: 'a message between windows',
    sources: BROWSER,
    found: /postMessage|['"]message['"]|BroadcastChannel/,
    // The page tells its service worker that the new version may come.
    but: ['frontend/src/app/offline/installation.ts', 'frontend/worker/service-worker.ts'],
    planted: `addEventListener('message', read)`,
  },
  {
    what: 'an answer for pages of other sites',
    sources: SERVER,
    found: /access-control-allow|enableCors/i,
    planted: `reply.header('Access-Control-Allow-Origin', '*')`,
  },
];

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the sources hold', () => {
  it.each(BANS)('nowhere $what', ({ sources, found, but = [] }) => {
    const files = sources
      .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => !path.endsWith('.spec.ts'));
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((path) => found.test(read(path)) !== but.includes(path))).toEqual([]);
  });

  it.each(BANS)('what would be found: $what', ({ found, planted }) => {
    expect(planted).toMatch(found);
  });
});
