import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/embedded-postgres.mjs';
import { Failure, runCommand } from '../../scripts/failure.mjs';
import { ROOT, shippedNode } from '../../scripts/shipped-node.mjs';
import { countingProxy, listening } from './counting.mjs';
import { pagesOf } from './pages.mjs';
import { PLANTED_PAGES, plantedSite } from './planted.mjs';
import { missing, SCANNERS } from './scanners.mjs';

/** Who is signed in during the scan: of all roles the one with the most routes. */
const PERSON = 'point-focal';
/** What each scanner must find in the planted site. */
const PLANTED = { wapiti: /Scripting.*\/search/, sqlmap: /\/item\?id=/, ffuf: /backup\.zip/ };

function assertInstalled() {
  const absent = missing();
  if (absent.length === 0) return;
  const names = absent.join(' ');
  throw new Failure(
    `Il manque ${names} : sur Debian, « apt-get install ${names} » les installe, puis relancez.`,
    `${names} missing: on Debian, "apt-get install ${names}" installs them, then run it again.`,
  );
}

/** Finds of one scanner, with the seconds it took. */
async function scanned(name, target, folder) {
  const began = performance.now();
  const found = await SCANNERS[name](target, mkdtempSync(join(folder, `${name}-`)));
  return { found, seconds: Math.round((performance.now() - began) / 1000) };
}

/** The built server as `npm start` runs it, with the demonstration; its limits are raised, or a scan would only meet them. */
async function startDenba(folder) {
  const port = await freePort();
  const ours = /^(DENBA_|DATABASE_|PORT$|npm_)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const child = spawn(shippedNode(), [join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env: {
      ...env,
      DENBA_DATA: join(folder, 'data'),
      DENBA_REQUESTS_PER_MINUTE: '1000000',
      DENBA_LOG: 'error',
      PORT: String(port),
    },
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const told = () => Buffer.concat(output).toString();
  while (!told().includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${told()}`);
    await sleep(100);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    told,
    stop: () =>
      new Promise((ended) => {
        child.once('exit', ended);
        child.kill('SIGTERM');
      }),
  };
}

/** The cookie of somebody who signed in with the password of the demonstration. */
async function signedIn(url, folder) {
  const accounts = readFileSync(join(folder, 'data/demonstration-accounts.txt'), 'utf8');
  const columns = accounts.split('\n').map((line) => line.split(/ {2,}/));
  const password = columns.find(([username]) => username === PERSON)?.[1];
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-denba': '1' },
    body: JSON.stringify({ username: PERSON, password }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!answer.ok || !cookie) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  return cookie;
}

/** The target lives, knows who asks, and answers what is going to be attacked. */
async function assertHealthy(url, cookie, pages) {
  const status = async (path, headers = {}) => (await fetch(`${url}${path}`, { headers })).status;
  if ((await status('/api/health')) !== 200) throw new Error('the target is not healthy');
  const session = await (await fetch(`${url}/api/session`, { headers: { cookie } })).text();
  if (!session.includes(PERSON))
    throw new Error(`the target does not know who asks: ${session.slice(0, 300)}`);
  const statuses = await Promise.all(pages.map((page) => status(page, { cookie })));
  const answered = statuses.filter((one) => one < 300).length;
  console.log(`${answered} of ${pages.length} pages answer before the attack`);
  if (answered < pages.length / 2) throw new Error(`most pages do not answer: ${statuses.join(' ')}`);
}

/** Most answers must be those of the server at work, none an error of it. */
function faultsOf(counts) {
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return [
    ...(total < 100 ? [`only ${total} answers`] : []),
    ...((counts[429] ?? 0) > total / 20 ? [`${counts[429]} of ${total} turned away`] : []),
    ...Object.keys(counts)
      .filter((status) => status === 'none' || Number(status) >= 500)
      .map((status) => `${counts[status]} answers ${status}`),
  ];
}

async function scanPlanted(folder) {
  const site = plantedSite();
  const url = await listening(site);
  try {
    for (const [name, expected] of Object.entries(PLANTED)) {
      const { found, seconds } = await scanned(name, { url, pages: PLANTED_PAGES }, folder);
      if (!found.some((one) => expected.test(one)))
        throw new Error(`${name} missed the planted flaw; it found: ${found.join('; ') || 'nothing'}`);
      console.log(`${name}: found the planted flaw, ${found.length} in all, ${seconds} s`);
    }
  } finally {
    site.close();
    site.closeAllConnections();
  }
}

async function scanDenba(folder) {
  const denba = await startDenba(folder);
  const proxy = countingProxy(denba.url);
  const url = await listening(proxy.server);
  try {
    const cookie = await signedIn(denba.url, folder);
    const pages = await pagesOf(denba.url, cookie);
    await assertHealthy(denba.url, cookie, pages);
    const faults = [];
    for (const name of Object.keys(SCANNERS)) {
      const { found, seconds } = await scanned(name, { url, pages, cookie }, folder);
      const counts = proxy.taken();
      console.log(`${name}: ${found.length} findings, ${seconds} s, answers ${JSON.stringify(counts)}`);
      faults.push(
        ...found.map((one) => `${name}: ${one}`),
        ...faultsOf(counts).map((one) => `${name}: ${one}`),
      );
    }
    await assertHealthy(denba.url, cookie, pages);
    return faults;
  } finally {
    proxy.server.close();
    proxy.server.closeAllConnections();
    await denba.stop();
  }
}

await runCommand(async () => {
  assertInstalled();
  const folder = mkdtempSync(join(tmpdir(), 'denba-scan-'));
  try {
    await scanPlanted(folder);
    const faults = await scanDenba(folder);
    for (const fault of faults) console.error(`✗ ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
