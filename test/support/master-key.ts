import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let path: string | undefined;

/** A master key of tests: the same in every worker, so that databases can be compared. */
export function writeMasterKey(): string {
  if (path === undefined) {
    path = join(mkdtempSync(join(tmpdir(), 'denba-key-')), 'master.key');
    writeFileSync(path, createHash('sha256').update('denba tests').digest(), { mode: 0o600 });
  }
  return path;
}
