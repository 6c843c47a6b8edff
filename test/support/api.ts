import { randomBytes } from 'node:crypto';
import request from 'supertest';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { uuidv7 } from '../../backend/src/domain/uuid.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import type { TestApp } from './app.js';
import { type CastMember, tokenOf } from './people.js';

/** What came back, with the body as the caller expects it. */
export interface Answer<Body = Record<string, never>> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface WriteOptions {
  /** Version the person was looking at. */
  readonly version?: number;
  /** Key of an earlier request, to repeat it. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** A new identifier as a client makes it. */
export function newId(): string {
  return uuidv7(Date.now(), randomBytes(10));
}

/** Requests of one person, with every header a browser would send. Nobody: a visitor who has not signed in. */
export class Caller {
  constructor(
    private readonly app: TestApp,
    private readonly token: string | null,
  ) {}

  get<Body = Record<string, unknown>>(
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    return this.send('get', path, undefined, headers);
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body: object = {},
    options: WriteOptions = {},
  ): Promise<Answer<Body>> {
    return this.write('post', path, body, options);
  }

  patch<Body = Record<string, unknown>>(
    path: string,
    body: object = {},
    options: WriteOptions = {},
  ): Promise<Answer<Body>> {
    return this.write('patch', path, body, options);
  }

  put<Body = Record<string, unknown>>(
    path: string,
    body: object = {},
    options: WriteOptions = {},
  ): Promise<Answer<Body>> {
    return this.write('put', path, body, options);
  }

  delete<Body = Record<string, unknown>>(path: string, options: WriteOptions = {}): Promise<Answer<Body>> {
    return this.write('delete', path, {}, options);
  }

  /** Sends the bytes of a file. */
  upload(
    path: string,
    bytes: Buffer,
    options: WriteOptions = {},
  ): Promise<Answer<Receipt & ProblemDocument>> {
    return this.send('post', path, bytes, bytesHeaders(options));
  }

  /** Sends one piece of a file. */
  uploadPiece(
    path: string,
    bytes: Buffer,
    options: WriteOptions = {},
  ): Promise<Answer<Receipt & ProblemDocument>> {
    return this.send('put', path, bytes, bytesHeaders(options));
  }

  /** The bytes of a file. */
  async file(path: string): Promise<{ readonly bytes: Buffer } & Omit<Answer, 'body'>> {
    const { body, ...answer } = await this.send<Buffer>('get', path, undefined, {});
    return { ...answer, bytes: body };
  }

  /** Takes a file that is asked for with a body. */
  async take(
    path: string,
    body: object,
    options: WriteOptions = {},
  ): Promise<{ readonly bytes: Buffer } & Omit<Answer, 'body'>> {
    const call = request(this.app.nest.getHttpServer())
      .post(`/api${path}`)
      .set({ 'x-denba': '1', 'idempotency-key': options.key ?? newId(), ...options.headers })
      .buffer(true)
      .parse((answer, done) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk)));
        answer.on('end', () => {
          done(null, Buffer.concat(chunks));
        });
      });
    if (this.token !== null) call.set('cookie', `denba-sid=${this.token}`);
    const answer = await call.send(body);
    const bytes = answer.body as Buffer;
    return { status: answer.status, headers: answer.headers, bytes, text: bytes.toString() };
  }

  private write<Body>(
    method: Method,
    path: string,
    body: object,
    options: WriteOptions,
  ): Promise<Answer<Body>> {
    return this.send(method, path, body, {
      'x-denba': '1',
      'idempotency-key': options.key ?? newId(),
      ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
      ...options.headers,
    });
  }

  private async send<Body>(
    method: Method,
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer<Body>> {
    const call = request(this.app.nest.getHttpServer())[method](`/api${path}`).set(headers);
    if (this.token !== null) call.set('cookie', `denba-sid=${this.token}`);
    const answer = await (body === undefined ? call : call.send(body));
    return {
      status: answer.status,
      body: answer.body as Body,
      headers: answer.headers,
      text: answer.text,
    };
  }
}

function bytesHeaders({ key, headers }: WriteOptions): Readonly<Record<string, string>> {
  return {
    'x-denba': '1',
    'idempotency-key': key ?? newId(),
    'content-type': 'application/octet-stream',
    ...headers,
  };
}

/** `as(app, 'focalPoint').post('/cases/…/confirm', {kind: 'MAT'}, {version: 1})`. */
export function as(app: TestApp, member: CastMember): Caller {
  return new Caller(app, tokenOf(member));
}

/** With a session's token as the sign-in gave it. */
export function withToken(app: TestApp, token: string): Caller {
  return new Caller(app, token);
}

/** Somebody who has not signed in. */
export function visitor(app: TestApp): Caller {
  return new Caller(app, null);
}
