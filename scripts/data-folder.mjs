import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { newPasswords } from './database-roles.mjs';
import { damaged, foreign } from './embedded-postgres.mjs';
import { Failure, notWritable } from './failure.mjs';
import { canEnter, isRoot, openFolder, postgresAccount } from './postgres-binaries.mjs';
import { ROOT } from './shipped-node.mjs';

const MARKER = 'denba.json';
const MEGABYTE = 1024 * 1024;
const ROOM_FOR_A_NEW_DATABASE = 256;
const ROOM_FOR_AN_OLD_DATABASE = 32;

/** Where the embedded PostgreSQL, its keys and the demonstration accounts are kept. */
export function dataFolder() {
  return resolve(process.env.DENBA_DATA ?? join(ROOT, '.denba'));
}

function writeWhole(file, content, mode = 0o600) {
  writeFileSync(`${file}.new`, content, { mode });
  renameSync(`${file}.new`, file);
}

function checkRoom(folder, needed) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  if (free >= needed) return;
  throw new Failure(
    `Le disque est plein (${folder}) : il reste ${free} Mo, il en faut ${needed} ; libérez de la place, puis relancez la commande.`,
    `The disk is full (${folder}): ${free} MB are left and ${needed} are needed; free some space, then run the command again.`,
  );
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code && error.code !== 'ENOENT') throw error;
    throw new Failure(
      `Le fichier ${file} manque ou est abîmé : remettez-le depuis la dernière sauvegarde de ce dossier.`,
      `The file ${file} is missing or damaged: put it back from the last backup of this folder.`,
      error,
    );
  }
}

/** A folder that could not be used is not left behind. */
function makeFolder(folder) {
  const first = mkdirSync(folder, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  try {
    checkRoom(folder, ROOM_FOR_A_NEW_DATABASE);
  } catch (error) {
    if (first) rmSync(first, { recursive: true });
    throw error;
  }
}

function claim(folder) {
  if (!existsSync(folder)) makeFolder(folder);
  if (!statSync(folder).isDirectory()) throw foreign(folder);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw notWritable(folder);
  }
  const marker = join(folder, MARKER);
  if (existsSync(marker)) return readJson(marker);
  if (readdirSync(folder).some((name) => name !== `${MARKER}.new`)) throw foreign(folder);
  const fresh = { product: 'denba', stage: 'new', demonstration: false };
  writeWhole(marker, JSON.stringify(fresh, null, 2));
  return fresh;
}

/** Chosen once: inside the data folder, unless the account that root lends PostgreSQL cannot enter it. */
function postgresFolder({ folder, state, save }) {
  if (!state.postgres) {
    const account = postgresAccount(join(folder, 'postgres'));
    save({ postgres: canEnter(account, folder) ? 'postgres' : join(openFolder(folder), 'postgres') });
  }
  const place = resolve(folder, state.postgres);
  if (state.stage !== 'new' && !existsSync(place)) throw damaged(folder, state.postgres);
  mkdirSync(dirname(place), { recursive: true, mode: 0o711 });
  return place;
}

/** A key made anew would make every name in the vault unreadable: only a folder that never held data gets one. */
function secret(file, mayMake, make) {
  if (!existsSync(file) && mayMake) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeWhole(file, make());
  }
  if (existsSync(file)) return file;
  throw new Failure(
    `La clé ${file} manque : remettez-la depuis la dernière sauvegarde, sans elle les données de ce dossier sont illisibles.`,
    `The key ${file} is missing: put it back from the last backup, without it the data of this folder cannot be read.`,
  );
}

/** The 32 bytes that seal the vault. They never enter the database. */
function masterKeyFile(data) {
  const file = secret(join(data.folder, 'keys', 'master.key'), !data.state.hasMasterKey, () =>
    randomBytes(32),
  );
  if (!data.state.hasMasterKey) data.save({ hasMasterKey: true });
  return file;
}

function open(folder) {
  const state = claim(folder);
  if (state.product !== 'denba') throw foreign(folder);
  return {
    folder,
    state,
    save(changes) {
      Object.assign(state, changes);
      writeWhole(join(folder, MARKER), JSON.stringify(state, null, 2));
    },
  };
}

/** Opens the data folder, making it when absent. `stage` is `new` until a first start went to its end. */
export function openDataFolder(folder = dataFolder()) {
  const data = open(folder);
  const isNew = data.state.stage === 'new';
  checkRoom(folder, isNew ? ROOM_FOR_A_NEW_DATABASE : ROOM_FOR_AN_OLD_DATABASE);
  const passwords = secret(join(folder, 'keys', 'database.json'), isNew, () =>
    JSON.stringify(newPasswords()),
  );
  return {
    ...data,
    postgres: postgresFolder(data),
    passwords: readJson(passwords),
    masterKey: masterKeyFile(data),
    accounts: join(folder, 'demonstration-accounts.txt'),
  };
}

/** With a database server of one's own, the data folder holds only the master key. */
export function openKeyFolder(folder = dataFolder()) {
  return masterKeyFile(open(folder));
}
