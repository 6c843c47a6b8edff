import type { NewSecondFactor } from '../../backend/src/domain/accounts/second-factor.js';
import { codeOf, stepAt } from '../../backend/src/platform/security/totp.js';
import type { Caller } from './api.js';
import type { TestApp } from './app.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytesOf(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** What an authenticator application shows at the application's time, or so many steps away from it. */
export function codeNow(app: TestApp, secret: string, stepsAway = 0): string {
  return codeOf(bytesOf(secret), stepAt(app.clock.now()) + stepsAway);
}

/** Makes a second factor for whoever calls, as the page does. */
export async function enrolled(
  app: TestApp,
  caller: Caller,
): Promise<{ readonly secret: string; readonly codes: readonly string[] }> {
  const { secret } = (await caller.post<NewSecondFactor>('/session/factor')).body;
  const confirmed = await caller.post<{ codes: readonly string[] }>('/session/factor/confirm', {
    code: codeNow(app, secret),
  });
  if (confirmed.status !== 201) throw new Error(`not enrolled: ${confirmed.text}`);
  return { secret, codes: confirmed.body.codes };
}
