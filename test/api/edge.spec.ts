import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { as, newId, visitor } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { people } from '../support/people.js';
import { rankDistance } from '../support/rank-distance.js';
import { signIn } from '../support/sign-in.js';

const PASSWORD = 'Grenier-du-matin-7';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.sql('UPDATE app.person SET password_hash = $1', [await app.nest.get(Passwords).hash(PASSWORD)]);
});
afterAll(() => app.close());

describe('a flood of one session', () => {
  let slow: TestApp;
  beforeAll(async () => {
    slow = await startApp({ DENBA_REQUESTS_PER_MINUTE: '6' });
  });
  afterAll(() => slow.close());

  it('is slowed, and hurts neither a colleague behind the same address nor the door', async () => {
    const flood = await Promise.all(Array.from({ length: 60 }, () => as(slow, 'midwife').get('/session')));
    const refused = flood.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(30);
    expect(refused[0]?.body).toMatchObject({ code: 'limited' });
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers['retry-after'])).toBeLessThanOrEqual(10);
    for (let n = 0; n < 5; n += 1) expect((await as(slow, 'head').get('/session')).status).toBe(200);
    expect((await visitor(slow).get('/health')).status).toBe(200);
  });

  it('that makes up tokens is counted by its address, whatever it says of it', async () => {
    const made = Array.from({ length: 100 }, (_, n) =>
      request(slow.nest.getHttpServer())
        .get('/api/session')
        .set('x-forwarded-for', `192.0.2.${String(n % 250)}`)
        .set('cookie', `denba-sid=${String(n).padStart(43, 'x')}`),
    );
    const statuses = (await Promise.all(made)).map(({ status }) => status);
    expect(statuses.every((status) => status === 401 || status === 429)).toBe(true);
    const visits = await Promise.all(Array.from({ length: 10 }, () => visitor(slow).get('/health')));
    expect(visits.some(({ status }) => status === 429)).toBe(true);
    expect((await as(slow, 'head').get('/session')).status).toBe(200);
  });
});

describe('every answer', () => {
  const bare = (method: string, url: string) =>
    app.nest.inject({
      method: method as 'GET',
      url,
      headers: { 'x-denba': '1', 'idempotency-key': newId() },
    });

  it('carries the content policy and its companions: page, API, refusal, error, nothing there', async () => {
    const routes = app.nest.get(RouteDeclarations, { strict: false }).all();
    const asked = [
      ['GET', '/'],
      ['GET', '/cas/1'],
      ['GET', '/nothing.js'],
      ['GET', '/api/nothing'],
      ['GET', '/%'],
      ['PUT', '/'],
      ...routes.map(({ method, path }) => [method, path.replaceAll(/:\w+/g, newId())]),
    ] as const;
    for (const [method = '', url = ''] of asked) {
      const { headers } = await bare(method, url);
      const policy = String(headers['content-security-policy']);
      expect([url, policy]).toEqual([url, expect.stringContaining("require-trusted-types-for 'script'")]);
      expect([url, policy]).toEqual([url, expect.stringContaining("default-src 'none'")]);
      // The code that opens a device's store is made into a key by WebAssembly. [decision 20]
      expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|\*/);
      expect([url, headers]).toEqual([
        url,
        expect.objectContaining({
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        }),
      ]);
      if (url.startsWith('/api')) expect([url, headers['cache-control']]).toEqual([url, 'no-store']);
    }
  });
});

describe('a wrong password and an unknown user', () => {
  it('cannot be told apart by time: 40 pairs, Mann-Whitney', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    const timed = async (username: string): Promise<number> => {
      const began = performance.now();
      expect((await signIn(app, username, 'not the password')).status).toBe(401);
      return performance.now() - began;
    };
    await timed(people.midwife);
    for (let n = 0; n < 40; n += 1) {
      await app.sql('DELETE FROM app.sign_in_attempt');
      if (n % 2 === 0) known.push(await timed(people.midwife));
      unknown.push(await timed('nobody-here'));
      if (n % 2 === 1) known.push(await timed(people.midwife));
    }
    // 3.3 is p = 0.001. Both the test and its control: a user who costs half the work is told apart at once.
    expect(Math.abs(rankDistance(known, unknown))).toBeLessThan(3.3);
    expect(
      Math.abs(
        rankDistance(
          known,
          unknown.map((ms) => ms / 2),
        ),
      ),
    ).toBeGreaterThan(3.3);
  }, 60_000);
});
