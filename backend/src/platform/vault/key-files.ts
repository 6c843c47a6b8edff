import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { KeyFile } from '../security/key-file.js';
import { keyFileAt, nextFileOf, previousFileOf } from './master-keys.js';

/** The key that waits beside the one in force; made now when none does. It is on the disk before anything is wrapped with it. */
export function makeNext(path: string, own: KeyFile): KeyFile {
  const file = nextFileOf(path);
  const waiting = keyFileAt(file);
  if (waiting !== null) return waiting;
  const content = own.renewed();
  const { mode } = statSync(path);
  writeFileSync(`${file}.new`, content, { mode: mode & 0o777, flush: true });
  renameSync(`${file}.new`, file);
  syncFolder(path);
  const made = KeyFile.from(content);
  if (made === null) throw new Error('the next master key cannot be read back');
  return made;
}

/** The next file takes the place of the one in force, which stays beside it as the previous one. Nothing to do: nothing done. */
export function putInForce(path: string): void {
  const next = nextFileOf(path);
  if (!existsSync(next)) return;
  const previous = previousFileOf(path);
  copyFileSync(path, `${previous}.new`);
  sync(`${previous}.new`);
  renameSync(`${previous}.new`, previous);
  renameSync(next, path);
  syncFolder(path);
}

/** Overwrites a file, then removes it: what a disk keeps of it below the file system is another matter. */
export function destroyFile(file: string): void {
  writeFileSync(file, Buffer.alloc(readFileSync(file).length), { flush: true });
  rmSync(file);
  syncFolder(file);
}

const syncFolder = (path: string): void => {
  sync(dirname(path));
};

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
