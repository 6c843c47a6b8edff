import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problem.js';
import type { Config } from '../config.js';
import { Epoch } from '../database/epoch.js';
import { Log } from '../logging.js';
import { BODY_LIMIT_BYTES, installBodyParser } from './body-parser.js';
import { documentOf } from './problem-document.js';
import { answerTo, sendProblem, unexpected } from './problem-filter.js';
import { installSecurityHeaders, securityHeaders } from './security-headers.js';
import { installStaticFiles } from './static-files.js';
import { installUploads } from './uploads.js';
import { validationPipe } from './validation.js';

const HEADERS_SECONDS = 10;
const REQUEST_SECONDS = 60;
const IDLE_SECONDS = 65;
/** A connection that sends nothing for so long is cut: an upload that stopped half-way holds nothing. */
const SILENCE_SECONDS = 20;
const PATH_PARAMETER_LENGTH = 200;
/** Nothing that an old key would open later, and nothing weak: phones since 2014 know these. [RFC 9325] */
const TLS = {
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  ciphers: [
    ...['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256'],
    ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
    ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
    ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ].join(':'),
} as const;

/** An address that cannot be read is refused before any hook runs. */
function answerOutsideNest(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  isSecure: boolean,
): void {
  const answer = answerTo(error);
  const document = answer ? documentOf(answer.problem, request.id, answer.status) : unexpected(request.id);
  sendProblem(reply.headers(securityHeaders(isSecure)), document);
}

/** What is not even HTTP is answered on the bare connection, under the same protections. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket, isSecure: boolean): void {
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const answer = answerTo({ statusCode: isTooLarge ? 431 : 400 });
  if (!answer || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(documentOf(answer.problem, randomUUID(), answer.status));
  const status = isTooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const headers = {
    ...securityHeaders(isSecure),
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
}

function adapterOf({ tls }: Config): FastifyAdapter {
  const options = {
    ...(tls ? { https: { ...tls, ...TLS } } : {}),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_SECONDS * 1000,
    connectionTimeout: SILENCE_SECONDS * 1000,
    keepAliveTimeout: IDLE_SECONDS * 1000,
    forceCloseConnections: 'idle' as const,
    routerOptions: { maxParamLength: PATH_PARAMETER_LENGTH },
    genReqId: () => randomUUID(),
    requestIdHeader: false as const,
    trustProxy: false,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      answerOutsideNest(error, request, reply, tls !== null);
    },
    clientErrorHandler: (error: Error, socket: Socket) => {
      answerBrokenRequest(error, socket, tls !== null);
    },
    multipart: false as const,
  };
  return new FastifyAdapter(options);
}

function logRequests(server: FastifyInstance, log: Log): void {
  server.addHook('onResponse', (request, reply, done) => {
    log.event('info', 'request', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
}

/**
 * Whoever writes is told which life of the database keeps it. Who believes in another one is told so before anything is done: a device
 * first sends again what a restored server lacks, so that its newest write does not come before older ones.
 */
function tellEpoch(server: FastifyInstance, epoch: () => string): void {
  server.addHook('onRequest', (request, reply, done) => {
    const believed = request.headers['x-denba-epoch'];
    if (believed === undefined || believed === epoch()) done();
    else sendProblem(reply, documentOf(new Problem('early', 'epoch.other'), request.id));
  });
  server.addHook('onSend', (request, reply, _payload, done) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') void reply.header('x-denba-epoch', epoch());
    done();
  });
}

/** Nest declares its options as a class; a failed start is thrown to the caller instead of ending the process. */
export function startOptions(logger: Log): NestApplicationContextOptions & { readonly bodyParser: false } {
  return Object.assign(new NestApplicationContextOptions(), {
    logger,
    abortOnError: false,
    bodyParser: false as const,
  });
}

/** The HTTP side of the application, not yet listening. */
export async function createServer(module: DynamicModule, config: Config): Promise<NestFastifyApplication> {
  const log = new Log(config.logLevel);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapterOf(config), startOptions(log));
  const server = app.getHttpAdapter().getInstance();
  server.server.headersTimeout = HEADERS_SECONDS * 1000;
  installSecurityHeaders(server, config.tls !== null);
  installBodyParser(server);
  installUploads(server);
  logRequests(server, log);
  app.setGlobalPrefix('api');
  app.useGlobalPipes(validationPipe());
  installStaticFiles(server, config.staticFolder);
  tellEpoch(server, () => app.get(Epoch).current);
  await app.init();
  await server.ready();
  return app;
}
