import { once } from 'node:events';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest, type RequestOptions } from 'node:https';
import { connect, type ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Passwords } from '../../backend/src/platform/security/passwords.js';
import { startApp, type TestApp } from '../support/app.js';
import { writeCertificate } from '../support/certificate.js';
import { people } from '../support/people.js';

const PASSWORD = 'Grenier-du-matin-7';

let app: TestApp;
let port: number;
beforeAll(async () => {
  app = await startApp(writeCertificate());
  await app.sql('UPDATE app.person SET password_hash = $1', [await app.nest.get(Passwords).hash(PASSWORD)]);
  await app.nest.listen(0, '127.0.0.1');
  port = (app.nest.getHttpServer().address() as { port: number }).port;
});
afterAll(() => app.close());

/** The certificate of the test is signed by itself: what is asked here is how the server speaks, not who vouches for it. */
const HERE = { host: '127.0.0.1', rejectUnauthorized: false } as const;

async function asked(options: RequestOptions, body?: object): Promise<IncomingMessage> {
  const sent = secureRequest({ ...HERE, port, ...options });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer;
}

/** The version and cipher that both sides agree on, or that they do not. */
async function agreed(options: ConnectionOptions): Promise<readonly string[]> {
  const socket = connect({ ...HERE, port, ...options });
  try {
    await once(socket, 'secureConnect');
    return [socket.getProtocol() ?? '', socket.getCipher().name];
  } catch {
    return ['refused'];
  } finally {
    socket.destroy();
  }
}

describe('over TLS', () => {
  it('tells the browser never to come without it, on every answer', async () => {
    for (const path of ['/', '/api/health', '/api/cases', '/api/nothing', '/nothing.js', '/%']) {
      const { headers } = await asked({ path });
      expect([path, headers['strict-transport-security']]).toEqual([
        path,
        'max-age=31536000; includeSubDomains',
      ]);
    }
  });

  it('the session is a cookie of this host alone, never sent in the clear', async () => {
    const headers = { 'x-denba': '1', 'content-type': 'application/json' };
    const signIn = await asked(
      { method: 'POST', path: '/api/session', headers },
      { username: people.midwife, password: PASSWORD },
    );
    expect(signIn.statusCode).toBe(200);
    const [cookie = ''] = signIn.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(
      /^__Host-denba=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
    );
    const [sent = ''] = cookie.split(';');
    const open = await asked({ path: '/api/session', headers: { cookie: sent } });
    const renamed = { cookie: sent.replace('__Host-denba', 'denba-sid') };
    const planted = await asked({ path: '/api/session', headers: renamed });
    expect([open.statusCode, planted.statusCode]).toEqual([200, 401]);
  });

  it('is not answered without it, nor sent there', async () => {
    const sent = plainRequest({ host: '127.0.0.1', port, path: '/api/health' });
    sent.end();
    await expect(once(sent, 'response')).rejects.toThrow();
  });

  it.each<[string, ConnectionOptions, readonly string[]]>([
    ['the newest by itself', {}, ['TLSv1.3', 'TLS_AES_256_GCM_SHA384']],
    ['TLS 1.2', { maxVersion: 'TLSv1.2' }, ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384']],
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' }, ['refused']],
    ['CBC', { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA256' }, ['refused']],
    [
      'the order of a browser that prefers the weaker',
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384' },
      ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
    ],
  ])('takes %s: %j', async (_what, options, expected) => {
    expect(await agreed(options)).toEqual(expected);
  });
});
