import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problem.js';
import { rememberBody } from './write-request.js';

export const BODY_LIMIT_BYTES = 1_048_576;
const DEPTH_LIMIT = 40;
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/** JSON only, in sound UTF-8, not nested without end, and without characters that PostgreSQL cannot keep. */
export function parseJson(body: Buffer): unknown {
  if (!isUtf8(body)) throw new Problem('invalid', 'request.unreadable');
  const text = body.toString('utf8');
  if (isTooDeep(text)) throw new Problem('invalid', 'request.too-deep');
  let value: unknown;
  try {
    value = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new Problem('invalid', 'request.unreadable');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem('invalid', 'request.unreadable');
  }
  assertStorable(value, '');
  return value;
}

/** Measured on the text, before JSON.parse builds anything. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > DEPTH_LIMIT) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

function assertStorable(value: unknown, path: string): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) {
      throw new Problem('invalid', 'request.invalid', { fields: [{ field: path, code: 'field.nul' }] });
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const inner = path === '' ? key : `${path}.${key}`;
    if (!isStorable(key) || FORBIDDEN_KEYS.includes(key)) {
      throw new Problem('invalid', 'request.invalid', {
        fields: [{ field: path, code: isStorable(key) ? 'field.unknown' : 'field.nul' }],
      });
    }
    assertStorable(part, inner);
  }
}

/** Refuses the same characters in addresses and query strings. */
function assertAddress(request: FastifyRequest): void {
  for (const part of [request.params, request.query]) assertStorable(part ?? {}, '');
}

export function installBodyParser(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    rememberBody(request, body);
    try {
      done(null, parseJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('preValidation', (request, _reply, done) => {
    try {
      assertAddress(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  // A route may take more than the usual: `@RouteConfig({ bodyLimit })`.
  server.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
}
