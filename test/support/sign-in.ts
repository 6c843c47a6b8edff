import type { SessionView } from '../../backend/src/domain/accounts/person.js';
import { type Answer, type Caller, visitor, withToken } from './api.js';
import type { TestApp } from './app.js';

/** The session's token out of the cookie of a sign-in. */
export function tokenIn(answer: Answer<unknown>): string {
  const [cookie] = ([] as string[]).concat(answer.headers['set-cookie'] ?? []);
  return /^(?:denba-sid|__Host-denba)=([^;]*)/.exec(cookie ?? '')?.[1] ?? '';
}

export function signIn(app: TestApp, username: string, password: string): Promise<Answer<SessionView>> {
  return visitor(app).post<SessionView>('/session', { username, password });
}

/** Signs in through the door and speaks with the session it gave. */
export async function signedIn(app: TestApp, username: string, password: string): Promise<Caller> {
  const answer = await signIn(app, username, password);
  if (answer.status !== 200) throw new Error(`${username} was not let in: ${answer.text}`);
  return withToken(app, tokenIn(answer));
}
