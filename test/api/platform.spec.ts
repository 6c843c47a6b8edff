import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, type DynamicModule } from '@nestjs/common';
import pg from 'pg';
import request from 'supertest';
import { AppModule } from '../../backend/src/app.module.js';
import type { PlaceView } from '../../backend/src/domain/facilities/place.js';
import type { Page, Receipt } from '../../backend/src/domain/receipt.js';
import { createServer } from '../../backend/src/platform/http/server.js';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { Secrets } from '../../backend/src/platform/security/secrets.js';
import { as, newId, visitor } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { idOf } from '../support/people.js';

const PAGE = '<!doctype html><title>Denba</title>';
const SCRIPT = 'console.log("denba");'.repeat(100);

function builtApplication(): string {
  const folder = mkdtempSync(join(tmpdir(), 'denba-static-'));
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'main-ABCD1234.js'), SCRIPT);
  writeFileSync(join(folder, 'written-ABCD1234.js'), SCRIPT);
  writeFileSync(join(folder, 'written-ABCD1234.js.br'), 'as the build wrote it');
  return folder;
}

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ DENBA_STATIC: builtApplication() });
});
afterAll(() => app.close());

const newDistrict = async (name: string) => ({
  kind: 'district',
  name,
  parentId: await app.place('REGION-DEMO'),
});
const countOf = async (name: string) =>
  (await app.sql('SELECT 1 FROM app.place WHERE name = $1', [name])).length;

describe('the health of the server', () => {
  it('is told to anybody, without the accounts unless it is a demonstration', async () => {
    const { body } = await visitor(app).get('/health');
    expect(body).toEqual({ status: 'ok', version: app.config.version, database: 'ok', demonstration: null });
  });
});

describe('a repeated write', () => {
  it('is done once and answered alike', async () => {
    const key = newId();
    const body = await newDistrict('Répété');
    const first = await as(app, 'admin').post<Receipt>('/places', body, { key });
    const second = await as(app, 'admin').post<Receipt>('/places', body, { key });
    expect(first.status).toBe(201);
    expect(first.body.receipt).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{8}$/);
    expect([second.status, second.body]).toEqual([first.status, first.body]);
    expect(await countOf('Répété')).toBe(1);
  });

  it('with another content, or at another address, is a mistake', async () => {
    const key = newId();
    await as(app, 'admin').post('/places', await newDistrict('Clé un'), { key });
    const other = await as(app, 'admin').post('/places', await newDistrict('Clé deux'), { key });
    expect([other.status, other.body['code']]).toEqual([409, 'idempotency.conflict']);
    const elsewhere = await as(app, 'admin').post(`/people/${newId()}/disable`, {}, { key, version: 1 });
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([409, 'idempotency.conflict']);
    expect(await countOf('Clé deux')).toBe(0);
  });

  it('sixteen times at once is done once', async () => {
    const key = newId();
    const body = await newDistrict('Simultané');
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => as(app, 'admin').post<Receipt>('/places', body, { key })),
    );
    expect(new Set(answers.map(({ status, body: { receipt } }) => `${status} ${receipt}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await countOf('Simultané')).toBe(1);
  });

  it('after a refusal is tried again: only what was done is remembered', async () => {
    const key = newId();
    const body = await newDistrict('Refusé');
    const before = { ...body, parentId: 999_999 };
    expect((await as(app, 'admin').post('/places', before, { key })).status).toBe(422);
    expect((await as(app, 'admin').post('/places', body, { key })).status).toBe(201);
  });

  it('belongs to its person: another may use the same key', async () => {
    const key = newId();
    expect((await as(app, 'admin').patch('/session', { language: 'fr' }, { key })).status).toBe(200);
    expect((await as(app, 'head').patch('/session', { language: 'fr' }, { key })).status).toBe(200);
  });

  it('of one person is not taken with the session of another, as on a shared device', async () => {
    const written = (author: string) =>
      as(app, 'head').patch('/session', { language: 'fr' }, { headers: { 'x-denba-author': author } });
    const other = await written(idOf('admin'));
    expect([other.status, other.body['code']]).toEqual([401, 'session.required']);
    expect((await written(idOf('head'))).status).toBe(200);
  });

  it('is kept without its content', async () => {
    const [row] = await app.sql<{ found: boolean }>(
      `SELECT bool_or(i::text LIKE '%Répété%') AS found FROM app.idempotency i`,
    );
    expect(row?.found).toBe(false);
  });
});

describe('two people changing the same thing', () => {
  it('end with one winner and one clear refusal', async () => {
    const id = await app.place('CSREF-DEMO');
    const change = (name: string) => as(app, 'admin').patch(`/places/${id}`, { name }, { version: 1 });
    const answers = await Promise.all([change('CSRéf A'), change('CSRéf B')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body['code']).toBe('stale');
  });
});

describe('a page of a list', () => {
  /** Counts what the server sends to PostgreSQL: each call of the driver is one round trip. */
  async function roundTrips(work: () => Promise<unknown>): Promise<number> {
    const query = Reflect.get(pg.Client.prototype, 'query') as (...args: unknown[]) => unknown;
    let count = 0;
    pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
      count += 1;
      return query.apply(this, args);
    } as typeof pg.Client.prototype.query;
    try {
      await work();
    } finally {
      Reflect.set(pg.Client.prototype, 'query', query);
    }
    return count;
  }

  it.each(['/places?kind=region', '/tasks', '/people', '/session'])(
    'costs at most four round trips and the two of a change of scope (%s)',
    async (path) => {
      await as(app, 'focalPoint').get(path);
      const count = await roundTrips(() => as(app, 'focalPoint').get(path));
      expect(count).toBeLessThanOrEqual(path === '/people' ? 6 : 4);
      expect(count).toBeGreaterThan(0);
    },
  );

  it('of the case list and the worklist is the same at its first and later pages', async () => {
    const first = await as(app, 'admin').get<Page<PlaceView>>('/places?kind=region&limit=5');
    const cursor = first.body.next ?? '';
    const later = await roundTrips(() =>
      as(app, 'admin').get(`/places?kind=region&limit=5&cursor=${cursor}`),
    );
    expect(later).toBeLessThanOrEqual(4);
  });
});

describe('every answer', () => {
  it.each(['/api/health', '/api/nowhere', '/', '/%'])('carries its protections (%s)', async (path) => {
    const { headers } = await request(app.nest.getHttpServer()).get(path);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';.*frame-ancestors 'none'; require-trusted-types-for 'script'/,
      ),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy.match(/'[\w-]*unsafe[\w-]*'/g)).toEqual(["'wasm-unsafe-eval'"]);
    expect(headers['x-powered-by'] ?? headers['server']).toBeUndefined();
    if (path.startsWith('/api')) expect(headers['cache-control']).toBe('no-store');
  });

  it('leaves off a script what only a document obeys', async () => {
    const { headers } = await request(app.nest.getHttpServer()).get('/main-ABCD1234.js');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toBeUndefined();
  });
});

describe('the web application', () => {
  const get = (url: string, encoding: string) =>
    app.nest.inject({ method: 'GET', url, headers: { 'accept-encoding': encoding } });

  it('gives its first page at every address of its own', async () => {
    for (const path of ['/', '/cas/123', '/accueil?x=1']) {
      const answer = await get(path, 'identity');
      expect([answer.statusCode, answer.body]).toEqual([200, PAGE]);
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
  });

  it('takes what the build compressed, and shows it under its own name only', async () => {
    const written = await get('/written-ABCD1234.js', 'br');
    expect([written.headers['content-encoding'], written.body]).toEqual(['br', 'as the build wrote it']);
    expect((await get('/written-ABCD1234.js.br', 'br')).statusCode).toBe(404);
  });

  it('gives its files small, and for ever when their name says so', async () => {
    const small = await get('/main-ABCD1234.js', 'gzip, deflate, br');
    expect(small.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe(SCRIPT);
    const gzip = await get('/main-ABCD1234.js', 'gzip');
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(SCRIPT);
    expect(gzip.rawPayload.length).toBeLessThan(SCRIPT.length / 5);
  });

  it('says of each file what it is, and text in which letters', async () => {
    const types = await Promise.all(
      ['/', '/main-ABCD1234.js', '/icon.svg'].map(
        async (url) => (await get(url, 'br')).headers['content-type'],
      ),
    );
    expect(types).toEqual([
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
      'image/svg+xml; charset=utf-8',
    ]);
  });

  it('lets nothing run in a drawing that is opened as a page', async () => {
    const { headers } = await get('/icon.svg', 'br');
    expect(headers).toMatchObject({
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
  });

  it('has nothing else', async () => {
    for (const path of ['/missing.js', '/../package.json', '/%2e%2e/package.json', '/api']) {
      expect((await request(app.nest.getHttpServer()).get(path)).status).toBe(404);
    }
  });
});

describe('a route', () => {
  @Controller('forgotten')
  class ForgottenController {
    @Get()
    nothing(): string {
      return 'open to all';
    }
  }

  it('that declares nothing stops the start', async () => {
    const base = AppModule.with(app.config);
    const module: DynamicModule = { ...base, controllers: [ForgottenController] };
    await expect(createServer(module, app.config)).rejects.toThrow(
      'Routes without @Allow, @SignedIn or @Public: GET /api/forgotten',
    );
  });

  it('is otherwise declared, every one', () => {
    const routes = app.nest.get(RouteDeclarations).all();
    expect(routes.filter(({ access }) => !access)).toEqual([]);
    const open = routes
      .filter(({ access }) => access?.kind === 'public')
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      'DELETE /api/session',
      'GET /api/health',
      'GET /api/sync',
      'POST /api/invitation/open',
      'POST /api/invitation/sign',
      'POST /api/session',
      'POST /api/session/device',
      'POST /api/session/device/contact',
    ]);
  });

  it('is closed to visitors unless it is public', async () => {
    const routes = app.nest
      .get(RouteDeclarations)
      .all()
      .filter(({ access }) => access?.kind !== 'public');
    for (const { method, path } of routes) {
      const address = path.replace('/api', '').replaceAll(/:\w+/g, newId());
      const caller = visitor(app);
      const answer = method === 'GET' ? await caller.get(address) : await caller.post(address);
      if (method === 'GET' || method === 'POST') expect([path, answer.status]).toEqual([path, 401]);
    }
  });
});

describe('hashing passwords', () => {
  it('happens one at a time, in order, and sends people away rather than wait without end', async () => {
    const passwords = new Passwords(new Secrets(Buffer.alloc(32)));
    const started = Array.from({ length: 42 }, () =>
      passwords.hash('Grenier-du-matin-7').then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      ),
    );
    const ended = await Promise.all(started);
    expect(ended.filter((end) => end === 'done')).toHaveLength(41);
    expect(ended.filter((end) => end === 'limited')).toHaveLength(1);
  }, 20_000);
});
