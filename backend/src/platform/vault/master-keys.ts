import { existsSync, readFileSync } from 'node:fs';
import { KeyFile } from '../security/key-file.js';

/** Where the next master key waits while identities are wrapped anew, and the previous one until it is destroyed. */
export const nextFileOf = (path: string): string => `${path}.next`;
export const previousFileOf = (path: string): string => `${path}.previous`;

const READINGS = 3;

/**
 * The master keys by their id. A server that meets a key it does not know looks beside its own file: so both keys are good while
 * identities are wrapped anew, and no server needs to be started again.
 */
export class MasterKeys {
  private readonly known = new Map<string, KeyFile>();

  constructor(
    readonly own: KeyFile,
    readonly path: string,
  ) {
    this.known.set(own.id, own);
  }

  /** Every key this process has met. */
  all(): readonly KeyFile[] {
    return [...this.known.values()];
  }

  withId(id: string): KeyFile {
    const key = this.known.get(id) ?? this.lookedFor(id);
    if (key === undefined) throw new Error('wrapped by another master key');
    return key;
  }

  /** A file may be renamed between two looks: the last look after a renaming finds it. */
  private lookedFor(id: string): KeyFile | undefined {
    for (let reading = 0; reading < READINGS; reading += 1) {
      for (const path of [this.path, nextFileOf(this.path), previousFileOf(this.path)]) {
        const key = keyFileAt(path);
        if (key !== null) this.known.set(key.id, key);
      }
      if (this.known.has(id)) break;
    }
    return this.known.get(id);
  }
}

/** The keys of a file; `null` when there is none, or none yet. */
export function keyFileAt(path: string): KeyFile | null {
  try {
    return existsSync(path) ? KeyFile.from(readFileSync(path)) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
