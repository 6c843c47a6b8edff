import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '../support/api.js';
import { page, png } from '../support/corpus.js';
import { unusedFolder } from './command.js';
import { childrenOf, type Server, startServer, stopServer } from './server.js';

jest.setTimeout(180_000);

const PASSWORD = 'Kolomba-2026-demo';
const AT_MOST_MB = 350;

interface List {
  readonly what: string;
  readonly line: (n: number) => string;
  readonly status: number;
}

/** Files as large as the server takes: one that is honest, and those that would hurt most to read. */
const LISTS: readonly List[] = [
  {
    what: 'long lines',
    line: (n) => `CSCom ${String(n)} ${'é'.repeat(50)},CSCom,Bamako${','.repeat(200)}`,
    status: 201,
  },
  { what: 'a thousand columns', line: () => ','.repeat(1000), status: 201 },
  { what: 'a million lines', line: () => 'a,b', status: 422 },
  { what: 'endless names', line: () => `${'é'.repeat(20_000)},CSCom,Bamako`, status: 201 },
];

function csvOf({ line }: List): string {
  const lines = ['Nom,Type,Région'];
  for (let size = 0, n = 0; size < 5_000_000; n += 1) {
    const text = line(n);
    size += Buffer.byteLength(text) + 2;
    lines.push(text);
  }
  return lines.join('\n');
}

const home = unusedFolder();
let server: Server;

beforeAll(async () => {
  server = await startServer({ folder: home.path });
});

afterAll(async () => {
  await stopServer(server);
  home.remove();
});

const get = (path: string, cookie: string): Promise<Response> =>
  fetch(`${server.url}api${path}`, { headers: { cookie } });

const post = (path: string, body: object, cookie = ''): Promise<Response> =>
  fetch(`${server.url}api${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      cookie,
      'content-type': 'application/json',
      'idempotency-key': newId(),
      origin: new URL(server.url).origin,
      'x-denba': '1',
    },
  });

async function signIn(username: string): Promise<string> {
  const answer = await post('/session', { username, password: PASSWORD });
  expect([username, answer.status]).toEqual([username, 200]);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function importList(list: List, cookie: string): Promise<void> {
  const id = newId();
  const { status } = await post('/facility-imports', { id, fileName: 'liste.csv', csv: csvOf(list) }, cookie);
  expect([list.what, status]).toEqual([list.what, list.status]);
  if (status !== 201) return;
  let state = 'running';
  while (state === 'running') {
    await sleep(50);
    ({ state } = (await (await get(`/facility-imports/${id}`, cookie)).json()) as { readonly state: string });
  }
}

async function printMinutes(cookie: string): Promise<void> {
  const { items } = (await (await get('/sessions', cookie)).json()) as {
    readonly items: readonly { readonly id: string; readonly state: string }[];
  };
  const closed = items.filter(({ state }) => state === 'closed').slice(0, 3);
  expect(closed.length).toBeGreaterThan(0);
  const answers = await Promise.all(closed.map(({ id }) => get(`/sessions/${id}/minutes.pdf`, cookie)));
  for (const answer of answers) {
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    await answer.arrayBuffer();
  }
}

/** Pictures as large as the server takes, in each way of writing them down, all at once. */
async function sendPictures(cookie: string): Promise<void> {
  const { items } = (await (await get('/cases?state=documenting&limit=100', cookie)).json()) as {
    readonly items: readonly { readonly id: string }[];
  };
  const files = [
    await page(1, 6300, 6300).jpeg().toBuffer(),
    await page(2, 6300, 6300)
      .jpeg({ chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation: 6 })
      .toBuffer(),
    await page(3, 6300, 6300).png({ compressionLevel: 9 }).toBuffer(),
    await page(4, 2400, 2400).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
    png(2400, 2400, Buffer.alloc(2400 * 2408), true),
  ];
  const caseId = items[0]?.id ?? '';
  const answers = await Promise.all(
    files.map((bytes) =>
      fetch(`${server.url}api/cases/${caseId}/attachments?id=${newId()}&kind=other`, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: {
          cookie,
          'content-type': 'application/octet-stream',
          'idempotency-key': newId(),
          origin: new URL(server.url).origin,
          'x-denba': '1',
        },
      }),
    ),
  );
  const refused = await Promise.all(answers.filter(({ ok }) => !ok).map((answer) => answer.text()));
  expect(refused).toEqual([]);
}

/** The most memory that the server ever held. */
function peakMegabytes(): number {
  const [pid] = childrenOf(server.child.pid).filter((candidate) =>
    readFileSync(`/proc/${String(candidate)}/cmdline`, 'utf8').includes('main.js'),
  );
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

const onLinux = existsSync('/proc/self/status') ? it : it.skip;

describe('the memory of the server', () => {
  onLinux(
    `stays below ${String(AT_MOST_MB)} MB while lists, minutes and sign-ins come together, and then pictures`,
    async () => {
      const admin = await signIn('admin');
      const focalPoint = await signIn('point-focal');
      for (const list of LISTS) {
        await Promise.all([
          importList(list, admin),
          printMinutes(focalPoint),
          ...['dtc', 'relecteur-1', 'region', 'coordination'].map((username) => signIn(username)),
        ]);
      }
      await sendPictures(await signIn('sage-femme'));
      expect(peakMegabytes()).toBeLessThan(AT_MOST_MB);
      expect((await fetch(server.url)).status).toBe(200);
    },
  );
});
