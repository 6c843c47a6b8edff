import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Language } from '@domain/accounts/person.js';
import { INVITATION_BYTES, invitationCode } from '@domain/cases/invitation.js';
import { parseProblem, problemOf, Refusal } from '../../core/problem-view';
import { Outbox } from '../../offline/outbox';
import { uuidv7 } from '../../offline/uuid';

/** An invitation just made. Its code is here, on the sheet, and nowhere else. */
export interface NewInvitation {
  readonly id: string;
  readonly code: string;
}

/** Makes invitations and their sheets: the code is drawn in the browser, and the server is told its SHA-256. */
@Injectable({ providedIn: 'root' })
export class Invitations {
  private readonly http = inject(HttpClient);
  private readonly outbox = inject(Outbox);

  async make(caseId: string, placeId: number): Promise<NewInvitation> {
    const code = invitationCode(crypto.getRandomValues(new Uint8Array(INVITATION_BYTES)));
    const id = uuidv7();
    const body = { id, placeId, sha256: await sha256(code) };
    await this.outbox.send({ method: 'POST', url: `/cases/${caseId}/invitations`, body, subject: caseId });
    return { id, code };
  }

  /** The one page as a PDF; the server prints the code and forgets it. Throws `Refusal`. */
  async sheet({ id, code }: NewInvitation, telephone: string, language: Language): Promise<Blob> {
    const [body, headers] = [{ code, telephone, language }, { 'X-Denba': '1' }];
    try {
      const answer = this.http.post(`/api/invitations/${id}/sheet.pdf`, body, {
        headers,
        responseType: 'blob',
      });
      return await firstValueFrom(answer);
    } catch (error) {
      if (!(error instanceof HttpErrorResponse && error.error instanceof Blob))
        throw new Refusal(problemOf(error));
      throw new Refusal(parseProblem(error.status, JSON.parse(await error.error.text())));
    }
  }
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
