import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../domain/problem.js';
import type { Enclosed } from '../domain/sync/sync.js';
import type { Actor } from '../platform/security/actor.js';
import { Secrets } from '../platform/security/secrets.js';

const METHODS = ['POST', 'PATCH', 'PUT', 'DELETE'];
/** An address of ours, and none that opens envelopes or sessions. */
const ADDRESS = /^\/(?!sync\b|session\b|invitation\b|health\b)[a-z][\w-]*(\/[\w.-]+)*$/;
const HANDED_ON = ['content-type', 'retry-after'];

/**
 * Opens what a device closed to the server, and lets the write inside go its own way: the same request, with the session that brought
 * it, past every guard. So nothing can be done through an envelope that its author could not do without one.
 */
@Injectable()
export class Envelopes {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly secrets: Secrets,
  ) {}

  async answer(actor: Actor, request: FastifyRequest, reply: FastifyReply, envelope: Buffer): Promise<void> {
    const { method, url, key, ifMatch, body, isBytes } = this.opened(envelope, actor.person.id);
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    const answer = await server.inject({
      method: method as 'POST',
      url: `/api${url}`,
      remoteAddress: request.ip,
      headers: {
        host: request.headers.host ?? '',
        cookie: request.headers.cookie ?? '',
        'x-denba': '1',
        'x-denba-author': actor.person.id,
        'content-type': isBytes === true ? 'application/octet-stream' : 'application/json',
        'idempotency-key': key,
        ...(ifMatch === null ? {} : { 'if-match': `"${String(ifMatch)}"` }),
      },
      payload: isBytes === true ? Buffer.from(body, 'base64') : body,
    });
    for (const name of HANDED_ON) {
      const value = answer.headers[name];
      if (value !== undefined) void reply.header(name, value);
    }
    await reply.code(answer.statusCode).send(answer.rawPayload);
  }

  /** Garbage, another person's envelope and what may not travel in one all look the same. */
  private opened(envelope: Buffer, author: string): Enclosed {
    const text = this.secrets.envelopeKey.open(envelope, author).toString('utf8');
    const found = enclosedIn(text);
    if (found?.author !== author || !METHODS.includes(found.method) || !ADDRESS.test(found.url)) {
      throw new Problem('absent', 'absent');
    }
    return found;
  }
}

function enclosedIn(text: string): Enclosed | null {
  try {
    const found = JSON.parse(text) as Partial<Record<keyof Enclosed, unknown>> | null;
    const isWhole = (['author', 'key', 'method', 'url', 'body'] as const).every(
      (name) => typeof found?.[name] === 'string',
    );
    const hasVersion = found?.ifMatch === null || Number.isSafeInteger(found?.ifMatch);
    return isWhole && hasVersion ? (found as Enclosed) : null;
  } catch {
    return null;
  }
}
