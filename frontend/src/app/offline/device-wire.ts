import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { DeviceContact, DeviceStanding } from '@domain/accounts/device.js';
import type { SessionView } from '@domain/accounts/person.js';
import { problemOf, Refusal } from '../core/problem-view';
import { proofOf, type Lock } from './device-key';
import type { Profile } from './profiles';

const HEADERS = { 'X-Denba': '1' };

/** What a registered device says to the server. Never repeated by itself. Throws `Refusal`; a silent network has status 0. */
@Injectable({ providedIn: 'root' })
export class DeviceWire {
  private readonly http = inject(HttpClient);

  standing(): Promise<DeviceStanding> {
    return this.told(firstValueFrom(this.http.get<DeviceStanding>('/api/session/device')));
  }

  session(): Promise<SessionView> {
    return this.told(firstValueFrom(this.http.get<SessionView>('/api/session')));
  }

  async contact(profile: Profile, lock: Lock, unsent: number | null): Promise<DeviceContact['state']> {
    const body = {
      device: profile.device,
      proof: await proofOf(lock.secret),
      ...(unsent === null ? {} : { unsent }),
    };
    return (await this.sent<DeviceContact>('/api/session/device/contact', body)).state;
  }

  async signIn(profile: Profile, lock: Lock, verifier: string): Promise<SessionView> {
    const body = { device: profile.device, proof: await proofOf(lock.secret), code: verifier };
    return this.sent<SessionView>('/api/session/device', body);
  }

  /** The session ends with the lock, whether the answer comes or not. */
  leave(): void {
    void fetch('/api/session', { method: 'DELETE', headers: HEADERS, keepalive: true }).catch(
      () => undefined,
    );
  }

  private sent<T>(url: string, body: object): Promise<T> {
    return this.told(firstValueFrom(this.http.post<T>(url, body, { headers: HEADERS })));
  }

  private async told<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw new Refusal(problemOf(error));
    }
  }
}
