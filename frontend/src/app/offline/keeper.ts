import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { mayKeep } from '@domain/accounts/device.js';
import { minutesToWait, opennessAfter, TRIES_BEFORE_WIPE } from '@domain/accounts/device-lock.js';
import type { SessionView } from '@domain/accounts/person.js';
import { Connectivity } from '../core/connectivity';
import { problemOf } from '../core/problem-view';
import { Session } from '../core/session';
import { watchForAbsence } from './auto-lock';
import { fromBase64url } from './bytes';
import { newLock, openLock, type Opened } from './device-key';
import { DeviceWire } from './device-wire';
import { EncryptedStore, keepOnlySealed } from './encrypted-store';
import { keepingSession, keptSession } from './kept-session';
import type { LocalStore } from './local-store';
import { Outbox } from './outbox';
import { PersonalStore } from './personal-store';
import { type Profile, Profiles } from './profiles';
import { uuidv7 } from './uuid';

/** What became of a code: `password` when the server wants the password first, `far` when the device was away from it for too long. */
export type Answered =
  | { readonly state: 'open' | 'password' | 'wiped' | 'revoked' | 'far' }
  | { readonly state: 'wrong'; readonly triesLeft: number; readonly retryAt: number }
  | { readonly state: 'wait'; readonly retryAt: number };

/** Opens and locks what a person keeps on this device. One store is open at a time, and its key is nowhere but in this page. */
@Injectable({ providedIn: 'root' })
export class Keeper {
  private readonly session = inject(Session);
  private readonly personal = inject(PersonalStore);
  private readonly outbox = inject(Outbox);
  private readonly wire = inject(DeviceWire);
  private readonly network = inject(Connectivity);
  private readonly profiles = Profiles.open();
  private readonly known = signal<readonly Profile[]>([]);
  private readonly here = signal<Profile | null>(null);
  private opened: Opened | null = null;
  private store: EncryptedStore | null = null;
  /** The server does not know yet who is here: what is shown was kept. */
  private isAlone = false;
  private stopWatching: () => void = () => undefined;

  /** Whose key is here to be opened. */
  readonly closed = this.known.asReadonly();
  /** Whose store is open. */
  readonly profile = this.here.asReadonly();

  constructor() {
    this.session.renewal = () => this.knock();
    effect(() => {
      const view = this.session.view();
      untracked(() => void this.follow(view));
    });
    effect(() => {
      if (this.network.online()) untracked(() => this.isAlone && void this.knock());
    });
  }

  /** At the start of a page: whoever keeps something here opens it with the device code, signed in or not. */
  async stand(): Promise<void> {
    const profiles = await this.read();
    const view = this.session.view();
    if (view === null) {
      if (profiles.length > 0) this.session.standAt('/verrou');
    } else if (await this.keepsHere(view)) {
      this.session.standAt('/verrou');
      this.session.end();
    }
    void this.greet();
  }

  /** Makes this device one that works without a network. Throws `Refusal`. */
  async register(code: string): Promise<void> {
    const view = this.session.view();
    if (view === null || this.here() !== null) throw new Error('nobody to register');
    const made = await newLock(code);
    const answer = await this.outbox.send<{ readonly id: string; secret: string; initials: string }>({
      method: 'POST',
      url: '/session/devices',
      body: { id: uuidv7(), code: made.verifier },
      subject: 'devices',
    });
    const { lock, ...opened } = await made.lock(fromBase64url(answer.secret));
    const [first] = view.memberships;
    const standing = await this.wire.standing();
    const directory = await this.profiles;
    const profile: Profile = {
      name: await directory.nameOf(view.person.id),
      initials: answer.initials,
      role: first?.role ?? 'notifier',
      place: first?.placeName ?? '',
      device: answer.id,
      opensSession: standing.opensSession,
      lock,
      failures: 0,
      retryAt: 0,
      contactAt: Date.now(),
    };
    await keepOnlySealed(profile.name);
    await directory.keep(profile);
    const before = await this.personal.current();
    await this.enter(profile, opened, view);
    await this.moveFrom(before);
    await navigator.storage.persist().catch(() => false);
    await this.read();
  }

  /** Counted before it is tried: a page that is closed meanwhile has used up its try. */
  async unlock(name: string, code: string): Promise<Answered> {
    const directory = await this.profiles;
    const profile = await directory.find(name);
    if (!profile?.lock) return { state: 'wiped' };
    if (profile.retryAt > Date.now()) return { state: 'wait', retryAt: profile.retryAt };
    const failures = profile.failures + 1;
    const retryAt = Date.now() + minutesToWait(failures) * 60_000;
    await directory.keep({ ...profile, failures, retryAt });
    const opened = await openLock(code, profile.lock);
    if (opened === null) {
      if (failures < TRIES_BEFORE_WIPE)
        return { state: 'wrong', triesLeft: TRIES_BEFORE_WIPE - failures, retryAt };
      await this.wipe(profile);
      return { state: 'wiped' };
    }
    const right = { ...profile, failures: 0, retryAt: 0 };
    await directory.keep(right);
    return this.welcome(right, opened);
  }

  /** Destroys the key of a profile; what is sealed to the server stays and can leave. */
  async wipe(profile: Profile): Promise<void> {
    const directory = await this.profiles;
    if (this.here()?.name === profile.name) this.forget();
    await directory.keep({ ...profile, lock: null });
    await keepOnlySealed(profile.name);
    await this.read();
    if (this.known().length === 0) this.session.standAt('/entrer');
  }

  /** Drops the key and ends the session; the page is loaded anew, so that nothing of it stays in memory. */
  async lock(): Promise<void> {
    const profile = this.here();
    if (profile === null) return;
    await this.close();
    if (profile.opensSession) this.wire.leave();
    location.reload();
  }

  /** Signing out, with a network or without: the session ends, what waits to leave stays, encrypted. */
  async leave(): Promise<void> {
    await this.close();
    this.wire.leave();
    location.assign('/');
  }

  /** What is being typed goes to its shelf first, if that takes no longer than a moment. */
  private async close(): Promise<void> {
    await Promise.race([this.personal.settle(), new Promise((resolve) => setTimeout(resolve, 2000))]);
    this.forget();
  }

  /** Asks the server, code or no code, whether the devices of this browser are still known. */
  private async greet(): Promise<void> {
    for (const profile of this.known()) await this.contact(profile);
    await this.read();
  }

  /** Says to the server that this device is there; a revoked one destroys its keys. `null` when nobody answered. */
  private async contact(profile: Profile): Promise<'known' | 'revoked' | null> {
    if (profile.lock === null) return null;
    try {
      const state = await this.wire.contact(
        profile,
        profile.lock,
        this.here() === null ? null : this.outbox.waiting(),
      );
      if (state === 'revoked') await this.wipe(profile);
      else await (await this.profiles).keep({ ...profile, contactAt: Date.now() });
      return state;
    } catch {
      return null;
    }
  }

  private async welcome(profile: Profile, opened: Opened): Promise<Answered> {
    const contact = await this.contact(profile);
    if (contact === 'revoked') return { state: 'revoked' };
    const openness = contact === 'known' ? 'all' : opennessAfter(Date.now() - profile.contactAt);
    if (openness === 'nothing') return { state: 'far' };
    await this.enter(profile, opened, null);
    if (openness === 'own-work') await this.store?.empty('replica');
    const view = await keptSession(this.personal);
    this.isAlone = true;
    if (await this.knock()) return { state: 'open' };
    if (view === null || contact === 'known') return { state: contact === 'known' ? 'password' : 'far' };
    await this.session.accept(view);
    return { state: 'open' };
  }

  /** Asks the server for a session: the one the cookie stands for, or a new one for the device code. */
  private async knock(): Promise<boolean> {
    const [profile, opened] = [this.here(), this.opened];
    if (!profile?.lock || opened === null) return false;
    try {
      const view = await this.wire.session();
      if ((await (await this.profiles).nameOf(view.person.id)) === profile.name)
        return await this.admit(view);
    } catch (error) {
      if (problemOf(error).status !== 401) return false;
    }
    if (!profile.opensSession) return false;
    try {
      return await this.admit(await this.wire.signIn(profile, profile.lock, opened.verifier));
    } catch {
      return false;
    }
  }

  private async admit(view: SessionView): Promise<true> {
    this.isAlone = false;
    if (!mayKeep(view.memberships.map(({ role }) => role))) await this.store?.empty('replica');
    await this.session.accept(view);
    return true;
  }

  /** Somebody came or went: the store of who is gone is closed, the one of who came is asked for. */
  private async follow(view: SessionView | null): Promise<void> {
    const profile = this.here();
    if (view === null) {
      if (profile !== null && !this.isAlone) await this.close();
      return;
    }
    const name = await (await this.profiles).nameOf(view.person.id);
    if (profile !== null && profile.name === name) {
      await this.remember(view);
      return;
    }
    if (profile !== null) this.forget();
    if (await this.keepsHere(view)) {
      this.session.standAt('/verrou');
      this.session.end();
    } else await this.deliverLeft(name).catch(() => undefined);
  }

  /** What a destroyed key of this person left here leaves with their session. */
  private async deliverLeft(name: string): Promise<void> {
    if ((await (await this.profiles).find(name)) === null) return;
    const { deliverLeft } = await import('./left-behind');
    await deliverLeft(name, (envelope) =>
      this.outbox.desk.rescue.request('POST', '/sync/envelopes', { envelope }),
    );
  }

  private async keepsHere(view: SessionView): Promise<boolean> {
    return ((await (await this.profiles).of(view.person.id))?.lock ?? null) !== null;
  }

  /** Whose the store is stands inside it, and is known before the first time only to who registers. */
  private async enter(profile: Profile, opened: Opened, known: SessionView | null): Promise<void> {
    this.forget();
    this.store = await EncryptedStore.open(profile.name, opened.key);
    if (known !== null) await this.remember(known);
    const kept = known ?? (await keptSession(this.store));
    this.opened = opened;
    this.here.set(profile);
    this.stopWatching = watchForAbsence(() => void this.lock());
    const person = kept?.person.id ?? '';
    this.personal.use({ profile: profile.name, store: this.store, person });
  }

  private forget(): void {
    this.store?.close();
    this.store = null;
    this.opened = null;
    this.here.set(null);
    this.personal.use(null);
    this.stopWatching();
    this.session.standAt('/verrou');
  }

  /** What was kept in memory until now goes with its person. */
  private async moveFrom(before: LocalStore): Promise<void> {
    for (const shelf of ['drafts', 'outbox', 'files', 'meta'] as const) {
      const kept = await before.readAll(shelf);
      const changes = [...kept].map(async ([key, value]) => {
        const sealed = await before.readSealed(shelf, key);
        return { shelf, key, value, ...(sealed ? { sealed } : {}) };
      });
      await this.store?.write(await Promise.all(changes));
    }
  }

  private async remember(view: SessionView): Promise<void> {
    await this.store?.write([keepingSession(view)]);
  }

  private async read(): Promise<readonly Profile[]> {
    const all = await (await this.profiles).all();
    this.known.set(all.filter(({ lock }) => lock !== null));
    return this.known();
  }
}
