import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, runCommand } from './failure.mjs';
import { isRoot } from './postgres-binaries.mjs';

/** The same browser without its windows: a third less work for the same pages. */
const SHELL = ['chromium-headless-shell'];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PLACES = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'],
  darwin: ['/Applications/Chromium.app/Contents/MacOS', '/Applications/Google Chrome.app/Contents/MacOS'],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application', 'C:\\Program Files\\Chromium\\Application'],
}[process.platform];

function inUsualPlaces(
  names = { darwin: ['Chromium', 'Google Chrome'], win32: ['chrome.exe'] }[process.platform] ?? NAMES,
) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...(PLACES ?? [])];
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

function installOnDebian() {
  if (!isRoot() || !existsSync('/etc/debian_version')) return;
  console.log('Installation de Chromium… / Installing Chromium…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends'];
  for (const args of [['update'], [...install, 'chromium'], [...install, ...SHELL]]) {
    spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
}

/** The browser of the tests: the one CHROMIUM names, else one in the usual places, else root on Debian installs it. */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named && existsSync(named)) return named;
  if (!named) {
    const found = inUsualPlaces();
    if (found) return found;
    installOnDebian();
    const installed = inUsualPlaces();
    if (installed) return installed;
  }
  throw new Failure(
    `Aucun Chromium ${named ? `à l’adresse CHROMIUM=${named}` : 'sur cette machine'} : installez-le (Debian : apt-get install chromium), ou donnez son chemin dans la variable CHROMIUM.`,
    `No Chromium ${named ? `at CHROMIUM=${named}` : 'on this machine'}: install it (Debian: apt-get install chromium), or give its path in the variable CHROMIUM.`,
  );
}

/** What opens pages without a window: the one CHROMIUM_HEADLESS names, else the shell where it is installed, else the whole browser. */
export function findHeadless() {
  const named = process.env.CHROMIUM_HEADLESS;
  if (named && existsSync(named)) return named;
  const whole = findChromium();
  return inUsualPlaces(SHELL) ?? whole;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(() => Promise.resolve(console.log(findChromium())));
}
