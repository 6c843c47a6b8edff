import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problem.js';
import { rememberBody, writeRequestOf, type WriteRequest } from './write-request.js';

/** What all uploads under way may hold together; the next one is asked to come again. */
const TOGETHER_BYTES = 40 * 1_048_576;
const AGAIN_SECONDS = 10;

/** A file that was sent, and the write it belongs to. */
export interface Upload {
  readonly bytes: Buffer;
  readonly request: WriteRequest;
}

/** A file that waits to be read: the command asks first who sends it. Its memory counts until the work has ended. */
export interface Incoming {
  read<T>(work: (upload: Upload) => Promise<T>): Promise<T>;
}

/**
 * The bytes of one file are the body of its request. They are read after the guard has asked who sends them, into one buffer of the
 * announced length, so that no file is ever in memory twice, and none of it for who may not send.
 */
@Injectable()
export class Uploads {
  private held = 0;

  incoming(request: FastifyRequest, limit: number): Incoming {
    return {
      read: async (work) => {
        const length = lengthOf(request, limit);
        return this.holding(length, async () => {
          const bytes = await filled(request, length);
          rememberBody(request, bytes);
          return work({ bytes, request: writeRequestOf(request) });
        });
      },
    };
  }

  /** Work that has so many bytes of a file in memory, whether they have just come or were kept. */
  async holding<T>(length: number, work: () => Promise<T>): Promise<T> {
    if (this.held + length > TOGETHER_BYTES) {
      throw new Problem('limited', 'limited', { params: { seconds: AGAIN_SECONDS } });
    }
    this.held += length;
    try {
      return await work();
    } finally {
      this.held -= length;
    }
  }
}

/** Only a route with `@RouteConfig({ upload: true })` is handed the bare stream. */
export function installUploads(server: FastifyInstance): void {
  server.addContentTypeParser('application/octet-stream', (request, payload, done) => {
    const { upload } = request.routeOptions.config as { upload?: boolean };
    if (upload === true) done(null, payload);
    else done(new Problem('invalid', 'request.media-type'));
  });
}

function lengthOf(request: FastifyRequest, limit: number): number {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isSafeInteger(length) || length < 1) throw new Problem('invalid', 'attachment.type');
  if (length > limit) {
    throw new Problem('invalid', 'attachment.too-large', { params: { limit: spoken(limit) } });
  }
  return length;
}

const spoken = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.round(bytes / 1024)} ko` : `${Math.round(bytes / 1_048_576)} Mo`;

/** More than was announced cannot arrive: the HTTP parser ends the body there. Less is an upload that was broken off. */
async function filled(request: FastifyRequest, length: number): Promise<Buffer> {
  const payload = request.body as NodeJS.ReadableStream | undefined;
  if (payload === undefined || typeof payload.on !== 'function') {
    throw new Problem('invalid', 'request.media-type');
  }
  const bytes = Buffer.alloc(length);
  let at = 0;
  for await (const chunk of payload) at += (chunk as Buffer).copy(bytes, at);
  if (at !== length) throw new Problem('invalid', 'request.interrupted');
  return bytes;
}
