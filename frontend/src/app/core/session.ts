import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, Injector, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Language, SessionView } from '@domain/accounts/person.js';
import { PersonalStore } from '../offline/personal-store';
import type { Write } from '../offline/sender';
import type { Ask } from './ability';
import { problemOf, Refusal } from './problem-view';
import { TextStore } from './texts';

const NOTHING_ALLOWED: Ask = () => false;

/** Who is signed in. Signing in and out do not go through the outbox: they are never repeated by themselves. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private readonly injector = inject(Injector);
  private readonly texts = inject(TextStore);
  private readonly personal = inject(PersonalStore);
  private readonly current = signal<SessionView | null>(null);
  private readonly left = signal(0);

  private readonly asked = signal<Ask>(NOTHING_ALLOWED);

  readonly view = this.current.asReadonly();
  /** How often somebody signed out by choice: what was being written is forgotten then, and not when a session merely ends. */
  readonly farewells = this.left.asReadonly();
  /** What this person may do; nothing while nobody is signed in. */
  readonly ask = computed<Ask>(() => (this.current() === null ? NOTHING_ALLOWED : this.asked()));
  private readonly told = signal(false);
  private readonly entry = signal<'/entrer' | '/verrou'>('/entrer');
  /** Where one comes in: by the password, or by the code of this device. */
  readonly door = this.entry.asReadonly();
  /** Asks for a session in another way, where there is one: set by who keeps work on this device. */
  renewal: (() => Promise<boolean>) | null = null;

  /** Everything is fictional: said by the session, or before it by the door. */
  readonly demonstration = computed(() => this.current()?.demonstration ?? this.told());

  /** The door has read that this is a demonstration. */
  tellDemonstration(): void {
    this.told.set(true);
  }

  /** Asks the server who is signed in; nobody is an answer too. A silent network is not: it throws `Refusal`. */
  async load(): Promise<SessionView | null> {
    try {
      await this.accept(await firstValueFrom(this.http.get<SessionView>('/api/session')));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status !== 401) throw new Refusal(problem);
      this.current.set(null);
    }
    return this.current();
  }

  async signIn(username: string, password: string): Promise<void> {
    try {
      const headers = { 'X-Denba': '1' };
      await this.accept(
        await firstValueFrom(
          this.http.post<SessionView>('/api/session', { username, password }, { headers }),
        ),
      );
    } catch (error) {
      throw error instanceof Refusal ? error : new Refusal(problemOf(error));
    }
  }

  async signOut(): Promise<void> {
    await this.personal.settle();
    try {
      await firstValueFrom(this.http.delete('/api/session', { headers: { 'X-Denba': '1' } }));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status !== 401) throw new Refusal(problem);
    }
    this.left.update((n) => n + 1);
    this.personal.belongTo(null);
    this.end();
  }

  /** Somebody keeps work on this device: one comes in by its code; or nobody any more. */
  standAt(door: '/entrer' | '/verrou'): void {
    this.entry.set(door);
  }

  /** The server does not know any more who is here. */
  async expire(): Promise<void> {
    if ((await this.renewal?.()) !== true) this.end();
  }

  /** The session ended elsewhere (time, another device, account disabled). */
  end(): void {
    this.current.set(null);
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.send({
      method: 'POST',
      url: '/session/password',
      body: { current, next },
      subject: 'session',
    });
    await this.load();
  }

  /** Switches the screen at once; a signed-in person keeps the language on every device. */
  async speak(language: Language): Promise<void> {
    await this.texts.use(language);
    if (this.current() === null) return;
    await this.send({ method: 'PATCH', url: '/session', body: { language }, subject: 'session' });
  }

  /** Somebody is signed in from now on, or further than before. */
  async accept(view: SessionView): Promise<void> {
    const [{ askOf }] = await Promise.all([
      import('./ability'),
      view.person.language === this.texts.language() ? null : this.texts.use(view.person.language),
    ]);
    this.asked.set(askOf(view.rules));
    this.personal.belongTo(view.person.id);
    this.current.set(view);
  }

  /** The outbox is not needed at the door. */
  private async send(write: Write): Promise<void> {
    const { Outbox } = await import('../offline/outbox');
    await this.injector.get(Outbox).send(write);
  }
}
