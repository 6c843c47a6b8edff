import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { SessionView } from '@domain/accounts/person.js';
import { problemOf, Refusal } from '../core/problem-view';
import { Session } from '../core/session';

const HEADERS = { 'X-Denba': '1' };

/** Proofs of being there. Like signing in, they do not go through the outbox: a code is never sent again by itself. */
@Injectable({ providedIn: 'root' })
export class OwnFactor {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  /** The second step of signing in. Throws `Refusal`. */
  async give(code: string): Promise<void> {
    await this.session.accept(await this.sent<SessionView>('/api/session/factor/give', { code }));
  }

  /** Throws `Refusal`. */
  async prove(password: string, code: string | null): Promise<void> {
    await this.sent('/api/session/prove', code === null ? { password } : { password, code });
  }

  private async sent<T>(url: string, body: object): Promise<T> {
    try {
      return await firstValueFrom(this.http.post<T>(url, body, { headers: HEADERS }));
    } catch (error) {
      throw new Refusal(problemOf(error));
    }
  }
}
