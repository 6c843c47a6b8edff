import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Problem } from '../../domain/problem.js';

/** What identifies one write: its key, what was asked, and the version the person was looking at. */
export interface WriteRequest {
  /** UUIDv7 made by the client, the same on every repetition. */
  readonly key: string;
  /** SHA-256 of method, address and body: the same key with another hash is a mistake. */
  readonly hash: string;
  readonly ifMatch: number | null;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const BODIES = new WeakMap<object, Buffer>();

export function rememberBody(request: FastifyRequest, body: Buffer): void {
  BODIES.set(request.raw, body);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function ifMatchOf(request: FastifyRequest): number | null {
  const header = headerOf(request, 'if-match');
  if (header === undefined) return null;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw new Problem('invalid', 'version.malformed');
  return Number(version);
}

export function writeRequestOf(request: FastifyRequest): WriteRequest {
  const key = headerOf(request, 'idempotency-key')?.toLowerCase();
  if (key === undefined) throw new Problem('invalid', 'idempotency.missing');
  if (!UUID_V7.test(key)) throw new Problem('invalid', 'idempotency.malformed');
  const hash = createHash('sha256')
    .update(`${request.method}\n${request.url}\n`)
    .update(BODIES.get(request.raw) ?? '')
    .digest('hex');
  return { key, hash, ifMatch: ifMatchOf(request) };
}

/** Key, hash and version of a write, as an argument of a controller method. */
export const Write = createParamDecorator((_: unknown, context: ExecutionContext): WriteRequest =>
  writeRequestOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The version of the record that the person was looking at; an event without it is refused. */
export function expectedVersion(request: WriteRequest): number {
  if (request.ifMatch === null) throw new Problem('invalid', 'version.missing');
  return request.ifMatch;
}

/** Refuses a write on a record that changed meanwhile; `current` is the view the person should see now. */
export function assertVersion(request: WriteRequest, version: number, current?: unknown): void {
  if (expectedVersion(request) !== version) throw new Problem('stale', 'stale', { current });
}
