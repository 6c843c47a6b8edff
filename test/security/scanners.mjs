import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = fileURLToPath(new URL('names.txt', import.meta.url));
/** Without those that ask a server elsewhere, and those that judge the TLS of an installation, which a scan of this machine has not. */
const WAPITI_MODULES = 'sql,xss,permanentxss,file,exec,crlf,redirect,backup,htaccess';
/** The id of a record inside an address; a star after it tells sqlmap to try there. */
const ID = /\/([0-9a-f-]{36}|\d+)(?=[/?]|$)/;
const PATIENCE_MS = 20 * 60_000;

/** Packages of Debian that are not installed here. */
export function missing() {
  return ['wapiti', 'sqlmap', 'ffuf'].filter((name) => spawnSync('which', [name]).status !== 0);
}

function run(command, args, folder) {
  return new Promise((ended, failed) => {
    const env = { ...process.env, HOME: folder, http_proxy: '', https_proxy: '' };
    const child = spawn(command, args, {
      cwd: folder,
      env,
      timeout: PATIENCE_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.once('error', failed);
    child.once('close', (code) => ended({ code, output: Buffer.concat(output).toString() }));
  });
}

/** A scanner that left no report did not scan: its words are told. */
function reportOf(file, { code, output }) {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new Error(`the scanner ended with ${code} and wrote no report:\n${output.slice(-2000)}`);
}

async function wapiti({ url, pages, cookie }, folder) {
  const file = join(folder, 'wapiti.json');
  const ended = await run(
    'wapiti',
    [
      ...['-u', `${url}/`, '--scope', 'folder', '-m', WAPITI_MODULES, '--flush-session', '--no-bugreport'],
      ...pages.flatMap((page) => ['-s', `${url}${page}`]),
      ...(cookie ? ['-H', `Cookie: ${cookie}`] : []),
      ...['--max-scan-time', '60', '--max-attack-time', '180', '-S', 'normal', '-v', '0'],
      ...['--store-session', folder, '-f', 'json', '-o', file],
    ],
    folder,
  );
  const { vulnerabilities, anomalies } = JSON.parse(reportOf(file, ended));
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([kind, found]) =>
    found.map(({ method, path, parameter }) => `${kind}: ${method} ${path} ${parameter ?? ''}`),
  );
}

async function sqlmap({ url, pages, cookie }, folder) {
  const list = join(folder, 'pages.txt');
  const results = join(folder, 'sqlmap.csv');
  writeFileSync(list, pages.map((page) => `${url}${page.replace(ID, '/$1*')}`).join('\n'));
  const ended = await run(
    'sqlmap',
    [
      ...['-m', list, '--batch', '--flush-session', '--disable-coloring', '--results-file', results],
      ...['--output-dir', join(folder, 'sqlmap'), '--level', '1', '--risk', '1', '--threads', '4'],
      ...(cookie ? ['--cookie', cookie, '--ignore-code', '*'] : []),
    ],
    folder,
  );
  const lines = reportOf(results, ended).trim().split('\n').slice(1);
  const tested = readdirSync(join(folder, 'sqlmap')).length;
  if (tested === 0) throw new Error(`sqlmap tested nothing:\n${ended.output.slice(-2000)}`);
  // What sqlmap could not repeat it calls a false positive itself.
  return lines.filter(
    (line) => /,(?:GET|URI|Cookie),[^,]+,[BEUSTQ]+/.test(line) && !line.includes('false positive'),
  );
}

/** It first asks for what cannot be there (`-ac`): the application answers with its page at every address. */
async function ffuf({ url, cookie }, folder) {
  const file = join(folder, 'ffuf.json');
  const ended = await run(
    'ffuf',
    [
      ...['-w', NAMES, '-u', `${url}/FUZZ`, '-mc', 'all', '-fc', '400,401,403,404', '-ac', '-s'],
      ...(cookie ? ['-b', cookie] : []),
      ...['-t', '8', '-of', 'json', '-o', file],
    ],
    folder,
  );
  const { results } = JSON.parse(reportOf(file, ended));
  return results.map(({ status, url: at }) => `${status} ${at}`);
}

export const SCANNERS = { wapiti, sqlmap, ffuf };
