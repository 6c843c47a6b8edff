import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import {
  type DeclaredRoute,
  RouteDeclarations,
} from '../../backend/src/platform/security/route-declarations.js';
import { as, newId } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { type CastMember, tokenOf } from '../support/people.js';

interface ProblemBody {
  readonly code: string;
  readonly status: number;
  readonly detail: { readonly fr: string; readonly en: string };
  readonly fields?: readonly { readonly field: string; readonly code: string }[];
  readonly requestId: string;
}
interface Refused {
  readonly status: number;
  readonly type: string;
  readonly body: ProblemBody;
}

let app: TestApp;
let port: number;
beforeAll(async () => {
  app = await startApp();
  await app.nest.listen(0, '127.0.0.1');
  port = (app.nest.getHttpServer().address() as { port: number }).port;
});
afterAll(() => app.close());

/** Sends bytes as they are, with everything else a good request has. */
async function raw(
  method: string,
  path: string,
  body: string | Buffer | undefined,
  headers: Readonly<Record<string, string>> = {},
  member: CastMember = 'admin',
): Promise<Refused> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      'x-denba': '1',
      'idempotency-key': newId(),
      'if-match': '"1"',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      cookie: `denba-sid=${tokenOf(member)}`,
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: (text === '' ? {} : JSON.parse(text)) as ProblemBody,
  };
}

const PERSON = {
  username: 'fatim',
  displayName: 'Fatim',
  profession: 'MIDWIFE',
  language: 'fr',
  password: 'Grenier-du-matin-7',
};

/** A refusal that a program can read and a person can understand. */
function expectProblem({ status, type, body }: Refused): void {
  expect(type).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({
    status,
    code: expect.stringMatching(/^[a-z]+([.-][a-z-]+)*$/),
    detail: { fr: expect.stringMatching(/^\p{Lu}.*\.$/u), en: expect.stringMatching(/^\p{Lu}.*\.$/u) },
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(body.detail.fr).not.toBe(body.detail.en);
  expect(`${body.detail.fr}${body.detail.en}`).not.toMatch(/[{}]/);
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|\.js:|at .*\(|SELECT|app\./);
}

describe('a body', () => {
  const post = (body: string | Buffer, headers = {}) => raw('POST', '/api/people', body, headers);
  const good = () => JSON.stringify({ id: newId(), ...PERSON });

  it.each<[string, () => string | Buffer, number, string]>([
    ['that is no JSON', () => 'x', 422, 'request.unreadable'],
    ['cut in the middle', () => good().slice(0, 40), 422, 'request.unreadable'],
    ['that is a list', () => '[]', 422, 'request.unreadable'],
    ['that is null', () => 'null', 422, 'request.unreadable'],
    [
      'in broken UTF-8',
      () => Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d]),
      422,
      'request.unreadable',
    ],
    ['with a NUL byte', () => good().replace('Fatim', 'Fa\\u0000tim'), 422, 'request.invalid'],
    ['with half a character', () => good().replace('Fatim', 'Fa\\ud800tim'), 422, 'request.invalid'],
    [
      'nested without end',
      () => `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      422,
      'request.too-deep',
    ],
    ['nested and never closed', () => `{"a":${'{"b":'.repeat(50_000)}`, 422, 'request.too-deep'],
    ['with a string of 1 MB', () => good().replace('Fatim', 'x'.repeat(1_000_000)), 422, 'request.invalid'],
    ['beyond 1 MB', () => good().replace('Fatim', 'x'.repeat(1_100_000)), 413, 'request.too-large'],
    [
      'that reaches for the prototype',
      () => good().replace('"username"', '"__proto__":{},"username"'),
      422,
      'request.invalid',
    ],
  ])('%s is refused', async (_case, body, status, code) => {
    const refused = await post(body());
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expectProblem(refused);
  });

  it.each([
    ['text/plain'],
    ['application/xml'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
  ])('of type %s is not read', async (type) => {
    const refused = await post(good(), { 'content-type': type });
    expect([refused.status, refused.body.code]).toEqual([415, 'request.media-type']);
    expectProblem(refused);
  });

  it.each<[string, object, readonly (readonly [string, string])[]]>([
    ['unknown fields', { ...PERSON, admin: true, id: newId() }, [['admin', 'field.unknown']]],
    [
      'wrong types',
      { ...PERSON, id: newId(), displayName: 7, username: {} },
      [
        ['username', 'field.type'],
        ['displayName', 'field.type'],
      ],
    ],
    [
      'missing fields',
      { id: newId() },
      ['username', 'displayName', 'profession', 'language', 'password'].map(
        (f) => [f, 'field.required'] as const,
      ),
    ],
    [
      'a code out of its list',
      { ...PERSON, id: newId(), profession: 'SURGEON' },
      [['profession', 'field.code']],
    ],
    ['an id that is none', { ...PERSON, id: '1' }, [['id', 'field.uuid']]],
    [
      'text beyond its length',
      { ...PERSON, id: newId(), displayName: 'x'.repeat(121) },
      [['displayName', 'field.too-long']],
    ],
    [
      'a name of the wrong form',
      { ...PERSON, id: newId(), username: 'É !' },
      [['username', 'field.pattern']],
    ],
  ])('with %s names each field', async (_case, body, faults) => {
    const refused = await post(JSON.stringify(body));
    expect([refused.status, refused.body.code]).toEqual([422, 'request.invalid']);
    const named = (refused.body.fields ?? []).map(({ field, code }) => [field, code]);
    expect(new Set(named.map(String))).toEqual(new Set(faults.map(String)));
    expectProblem(refused);
  });
});

describe('an address', () => {
  it.each<[string, string, number, string]>([
    ['broken by a percent sign', '/api/people/%E0%A4%A', 400, 'request.unreadable'],
    ['with a NUL byte', '/api/places?search=%00', 422, 'request.invalid'],
    ['with an unknown filter', '/api/places?order=name', 422, 'request.invalid'],
    ['asking for too much', '/api/places?limit=100000', 422, 'request.invalid'],
    ['asking for words', '/api/places?limit=many', 422, 'request.invalid'],
    ['with the same filter twice', '/api/places?limit=1&limit=2', 422, 'request.invalid'],
    ['with a broken cursor', '/api/places?cursor=abc', 422, 'request.cursor'],
    [
      'with the cursor of another list',
      `/api/places?cursor=${Buffer.from('[1,2,3]').toString('base64url')}`,
      422,
      'request.cursor',
    ],
    [
      'with a cursor that was made up',
      `/api/journal?cursor=${Buffer.from('["x"]').toString('base64url')}`,
      422,
      'request.cursor',
    ],
    ['of nothing', '/api/nothing/here', 404, 'absent'],
    ['far too long', `/api/people/${'a'.repeat(3000)}`, 404, 'absent'],
  ])('%s is refused', async (_case, path, status, code) => {
    const refused = await raw('GET', path, undefined);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expectProblem(refused);
  });

  /** What comes back for bytes that no HTTP library would send. */
  const answerTo = (bytes: string): Promise<string> =>
    new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.end(bytes);
      });
      let text = '';
      socket
        .on('data', (chunk) => (text += chunk.toString()))
        .on('close', () => {
          done(text);
        });
    });

  it.each(['TRACE', 'PUT', 'PATCH', 'DELETE'])('does not know the method %s', async (method) => {
    const answer = await answerTo(
      `${method} /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Denba: 1\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  });

  it.each([
    ['is no HTTP', 'HELLO\r\n\r\n', '400 Bad Request', 'request.unreadable'],
    [
      'has two lengths, which two servers would read as two requests',
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400 Bad Request',
      'request.unreadable',
    ],
    [
      'has a head without end',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'request.too-large',
    ],
  ])('that %s is refused under the same protections', async (_case, bytes, status, code) => {
    const [head = '', body = ''] = (await answerTo(bytes)).split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe(`HTTP/1.1 ${status}`);
    expect(head).toMatch(/^content-security-policy: default-src 'none'.*^x-content-type-options: nosniff/ims);
    const problem = JSON.parse(body) as ProblemBody;
    expectProblem({
      status: problem.status,
      type: /content-type: (.*)/i.exec(head)?.[1] ?? '',
      body: problem,
    });
    expect(problem.code).toBe(code);
  });
});

describe('the headers of a write', () => {
  const create = async (headers: Readonly<Record<string, string>>) => {
    const refused = await raw('POST', '/api/people', JSON.stringify({ id: newId(), ...PERSON }), headers);
    expectProblem(refused);
    return [refused.status, refused.body.code];
  };

  it.each<[string, Readonly<Record<string, string>>, number, string]>([
    ['without our own header', { 'x-denba': '' }, 403, 'request.forged'],
    ['from another site', { 'sec-fetch-site': 'cross-site' }, 403, 'request.forged'],
    ['from another origin', { origin: 'https://evil.example' }, 403, 'request.forged'],
    ['from no origin', { origin: 'null' }, 403, 'request.forged'],
    ['with a key that is none', { 'idempotency-key': 'again' }, 422, 'idempotency.malformed'],
    [
      'with a random key',
      { 'idempotency-key': 'd9428888-122b-4f5e-a2d3-0f7f4f5a3b11' },
      422,
      'idempotency.malformed',
    ],
    ['with a version that is none', { 'if-match': 'W/"1"' }, 422, 'version.malformed'],
  ])('%s are refused', async (_case, headers, status, code) => {
    expect(await create(headers)).toEqual([status, code]);
  });
});

describe('every route, with what nobody should send', () => {
  const HOSTILE: readonly string[] = [
    '{}',
    '{"id":null}',
    '{"id":{"$ne":1},"reason":[],"answers":"x","patches":{},"placeIds":"1"}',
    `{"id":"${'9'.repeat(400)}","to":"2026-99-99","from":"0000-00-00","placeId":-1}`,
    '{"reason":"\\u202e\\ufeff","patches":[null],"answers":[1],"placeIds":[null],"kind":"DROP TABLE"}',
    '{"id":1e308,"placeId":1e308,"of":0,"value":1e400,"limit":-0}',
    `{"reason":"${"'; DROP TABLE app.person; --".repeat(20)}"}`,
  ];
  const IDS = ['00000000-0000-7000-8000-000000000000', '1', "1' OR '1'='1", '%2e%2e%2f', 'null'];
  const MEMBERS: readonly CastMember[] = ['admin', 'focalPoint', 'head', 'reviewerOne', 'nobody'];

  async function attack(route: DeclaredRoute, member: CastMember): Promise<readonly string[]> {
    const wrong: string[] = [];
    // Without an id in its address, it would be the same request five times.
    const ids = route.path.includes(':') ? IDS : IDS.slice(0, 1);
    for (const [n, id] of ids.entries()) {
      const path = route.path.replace(/:\w+/g, encodeURIComponent(id));
      const bodies = route.method === 'GET' ? [undefined] : n === 0 ? HOSTILE : HOSTILE.slice(0, 1);
      for (const body of bodies) {
        const answer = await raw(route.method, path, body, {}, member);
        const isProblem = answer.status < 400 || answer.type.startsWith('application/problem+json');
        if (answer.status >= 500 || !isProblem)
          wrong.push(`${route.method} ${path} as ${member}: ${answer.status} ${body ?? ''}`);
      }
    }
    return wrong;
  }

  it('is never a fault of the server', async () => {
    // Signing out is what it should be for anybody: it would only end the attack.
    const routes = app.nest
      .get(RouteDeclarations)
      .all()
      .filter(({ method, path }) => !(method === 'DELETE' && path === '/api/session'));
    expect(routes.length).toBeGreaterThan(20);
    const wrong = await Promise.all(
      MEMBERS.map(async (member) => {
        const found: string[] = [];
        for (const route of routes) found.push(...(await attack(route, member)));
        return found;
      }),
    );
    expect(wrong.flat()).toEqual([]);
    // Some seven thousand requests; other files share the machine.
  }, 300_000);
});

describe('uploads cut in the middle', () => {
  const head =
    'POST /api/session HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Denba: 1\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{"username":"';
  const half = `${head}${'x'.repeat(400_000)}`;

  async function healthMs(): Promise<number> {
    const start = performance.now();
    const answer = await request(`http://127.0.0.1:${port}`).get('/api/health');
    expect(answer.status).toBe(200);
    return performance.now() - start;
  }

  it('32 of them, broken off or left hanging, leave the server answering within a second', async () => {
    const sockets = Array.from({ length: 32 }, () => connect(port, '127.0.0.1'));
    await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<void>((sent) => {
            socket.write(half, () => {
              sent();
            });
          }),
      ),
    );
    expect(await healthMs()).toBeLessThan(1000);
    for (const socket of sockets.slice(0, 16)) socket.destroy();
    await pause(50);
    expect(await healthMs()).toBeLessThan(1000);
    for (const socket of sockets) socket.destroy();
    expect(await healthMs()).toBeLessThan(1000);
    expect((await as(app, 'admin').get('/session')).status).toBe(200);
  });
});
