import { createHash, randomBytes } from 'node:crypto';
import { INVITATION_BYTES, invitationCode } from '../../backend/src/domain/cases/invitation.js';
import type { InvitedPartView } from '../../backend/src/domain/cases/invitation.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, visitor, type Answer, type WriteOptions } from './api.js';
import type { TestApp } from './app.js';
import { ok } from './given-audits.js';
import { aPathOfThree, narrative, placesOfPath } from './given-path.js';
import type { GivenCase } from './given.js';
import type { CastMember } from './people.js';

/** A code as the browser makes it, with what the server is told of it. */
export function newCode(): { readonly code: string; readonly sha256: string } {
  const code = invitationCode(randomBytes(INVITATION_BYTES));
  return { code, sha256: createHash('sha256').update(code).digest('hex') };
}

export interface GivenInvitation {
  readonly id: string;
  readonly code: string;
  readonly answer: Answer<Receipt & ProblemDocument>;
}

/** An invitation of one facility of the path of a case. */
export async function invite(
  app: TestApp,
  caseId: string,
  placeId: number,
  by: CastMember = 'focalPoint',
): Promise<GivenInvitation> {
  const { code, sha256 } = newCode();
  const id = newId();
  const answer: GivenInvitation['answer'] = await as(app, by).post(`/cases/${caseId}/invitations`, {
    id,
    placeId,
    sha256,
  });
  return { id, code, answer };
}

/** A case whose path goes through the clinic, and the clinic invited. */
export async function invited(app: TestApp): Promise<GivenInvitation & { readonly given: GivenCase }> {
  const given = await aPathOfThree(app);
  const { clinic } = await placesOfPath(app);
  const invitation = await invite(app, given.id, clinic);
  ok(invitation.answer, 'invite');
  return { ...invitation, given };
}

/** What the holder of the sheet does, without any session. */
export const open = (app: TestApp, code: string): Promise<Answer<InvitedPartView & ProblemDocument>> =>
  visitor(app).post('/invitation/open', { code });
export const sign = (
  app: TestApp,
  code: string,
  changes: object = {},
  options: WriteOptions = {},
): Promise<Answer<Receipt & ProblemDocument>> =>
  visitor(app).post('/invitation/sign', { code, from: 'MIDWIFE', patches: [narrative], ...changes }, options);

export const revoke = (
  app: TestApp,
  { id }: Pick<GivenInvitation, 'id'>,
  by: CastMember = 'focalPoint',
  version = 1,
): Promise<Answer<Receipt & ProblemDocument>> =>
  as(app, by).post(`/invitations/${id}/revoke`, {}, { version });
