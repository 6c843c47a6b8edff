import { createHash, randomBytes } from 'node:crypto';
import { INVITATION_BYTES, invitationCode } from '../../backend/src/domain/cases/invitation.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import type { ProblemDocument } from '../../backend/src/platform/http/problem-document.js';
import { as, newId, type Answer } from './api.js';
import type { TestApp } from './app.js';
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
