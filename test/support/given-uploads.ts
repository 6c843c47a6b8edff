import { createHash } from 'node:crypto';
import {
  type AnnouncedFile,
  type AwaitedPieces,
  PIECE_BYTES,
} from '../../backend/src/domain/cases/attachment.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, type Answer, type WriteOptions } from './api.js';
import type { TestApp } from './app.js';
import { ok } from './given-audits.js';
import type { CastMember } from './people.js';

/** What a device says of a file before it sends it. */
export function announced(bytes: Buffer, more: Partial<AnnouncedFile> = {}): AnnouncedFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id: newId(), kind: 'register', size: bytes.length, sha256, ...more };
}

export function announce(
  app: TestApp,
  by: CastMember,
  caseId: string,
  file: AnnouncedFile,
  options?: WriteOptions,
): Promise<Answer<Receipt & AwaitedPieces & ProblemDocument>> {
  return as(app, by).post(`/cases/${caseId}/uploads`, file, options);
}

/** One piece of a file as its sender cuts it. */
export function pieceOf(bytes: Buffer, n: number): Buffer {
  return bytes.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES);
}

export function putPiece(
  app: TestApp,
  by: CastMember,
  id: string,
  bytes: Buffer,
  n: number,
): Promise<Answer<Receipt & ProblemDocument>> {
  return as(app, by).uploadPiece(`/uploads/${id}/pieces/${String(n)}`, pieceOf(bytes, n));
}

export function attachUpload(
  app: TestApp,
  by: CastMember,
  id: string,
  options?: WriteOptions,
): Promise<Answer<Receipt & ProblemDocument>> {
  return as(app, by).post(`/uploads/${id}/attach`, {}, options);
}

/** A picture of which everything has come but its end. */
export async function uploaded(
  app: TestApp,
  by: CastMember,
  caseId: string,
  bytes: Buffer,
  more: Partial<AnnouncedFile> = {},
): Promise<string> {
  const file = announced(bytes, more);
  const { missing } = ok(await announce(app, by, caseId, file), 'announce');
  for (const n of missing) ok(await putPiece(app, by, file.id, bytes, n), 'piece');
  return file.id;
}
