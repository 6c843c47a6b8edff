import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { SessionView } from '../../backend/src/domain/accounts/person.js';
import { as } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

describe('the health of the server', () => {
  it('is told to anybody', async () => {
    const answer = await request(app.nest.getHttpServer()).get('/api/health');
    expect(answer.body).toEqual({
      status: 'ok',
      version: app.config.version,
      database: 'ok',
      demonstration: null,
    });
  });
});

describe('a request that nobody should send', () => {
  it('to an unknown address is absent', async () => {
    const answer = await request(app.nest.getHttpServer()).get('/api/nowhere');
    expect([answer.status, answer.headers['content-type'], answer.body.code]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
      'absent',
    ]);
  });

  it('without the header of our pages is refused', async () => {
    const answer = await request(app.nest.getHttpServer())
      .post('/api/session')
      .send({ username: 'a', password: 'b' });
    expect([answer.status, answer.body.code]).toEqual([403, 'request.forged']);
  });

  it('with a wrong password is told nothing more', async () => {
    const answer = await request(app.nest.getHttpServer())
      .post('/api/session')
      .set('X-Denba', '1')
      .send({ username: 'nobody', password: 'wrong password' });
    expect([answer.status, answer.body.code]).toEqual([401, 'session.wrong-credentials']);
  });

  it('with broken JSON is unreadable', async () => {
    const answer = await request(app.nest.getHttpServer())
      .post('/api/session')
      .set('X-Denba', '1')
      .set('Content-Type', 'application/json')
      .send('{"username":');
    expect([answer.status, answer.body.code]).toEqual([422, 'request.unreadable']);
  });
});

describe('a signed-in person', () => {
  it('is told who they are', async () => {
    const answer = await as(app, 'focalPoint').get<SessionView>('/session');
    expect(answer.body.memberships.map(({ role, placeName }) => [role, placeName])).toEqual([
      ['focal-point', 'Kolomba'],
    ]);
  });
});
