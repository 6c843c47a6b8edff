import type { FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problem.js';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * A write must come from our own pages: a header that no other site can set without asking, and, where the browser tells, the
 * origin of the page. [OWASP: custom request header, fetch metadata]
 */
export function assertSameOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  const fromHere = site === undefined || site === 'same-origin';
  if (request.headers['x-denba'] !== '1' || !fromHere || !isOurOrigin(request)) {
    throw new Problem('forbidden', 'request.forged');
  }
}

function isOurOrigin(request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
