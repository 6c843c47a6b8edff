import type { FastifyRequest } from 'fastify';
import { browserOf } from '../platform/security/cookies.js';
import { hashOf } from '../platform/security/sign-ins.js';
import type { Browser } from './registered-devices.js';

/** The browser behind a request; one without a name has the hash of none, which no device has. */
export function browserBehind(request: FastifyRequest, secure: boolean): Browser {
  return {
    agent: request.headers['user-agent'] ?? '',
    hash: Buffer.from(hashOf(browserOf(request, secure) ?? ''), 'hex'),
  };
}
