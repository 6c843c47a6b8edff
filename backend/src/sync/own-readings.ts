import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../domain/problem.js';

const NOT_FOR_THIS_READER = [403, 404];

/**
 * Reads a page's path as its reader does, through the same door: guard, rights, view, blinding and journal are those of the ordinary
 * route, and cannot be others.
 */
@Injectable()
export class OwnReadings {
  constructor(private readonly http: HttpAdapterHost) {}

  /** The answer as it would go out; `null` when there is none for this reader. */
  async read({ headers, ip }: FastifyRequest, path: string): Promise<string | null> {
    const server = this.http.httpAdapter.getInstance<FastifyInstance>();
    const { statusCode, payload } = await server.inject({
      method: 'GET',
      url: `/api${path}`,
      headers: { cookie: headers.cookie ?? '' },
      remoteAddress: ip,
    });
    if (statusCode === 200) return payload;
    if (NOT_FOR_THIS_READER.includes(statusCode)) return null;
    if (statusCode === 401) throw new Problem('unauthenticated', 'session.required');
    throw new Problem('limited', 'limited', { params: { seconds: 60 } });
  }
}
