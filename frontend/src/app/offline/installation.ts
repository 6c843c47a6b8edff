import { computed, Injectable, signal } from '@angular/core';
import { cameFromDevice } from '../core/kept';

const WORKER = '/service-worker.js';
const HOUR = 3_600_000;

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptPolicy;
}

/** Keeps the application on this device, and tells when a newer one is ready: it is never changed by itself under an open page. */
@Injectable({ providedIn: 'root' })
export class Installation {
  private readonly next = signal<ServiceWorker | null>(null);
  private readonly stands = signal(cameFromDevice());
  private started = false;
  private asked = 0;

  readonly isNewVersionReady = computed(() => this.next() !== null);

  /** The application opens without a network. */
  readonly isKept = this.stands.asReadonly();

  /** Once, after sign-in works. What could not be fetched is fetched at the next occasion. */
  start(): void {
    if (this.started || !('serviceWorker' in navigator)) return;
    this.started = true;
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      this.stands.set(cameFromDevice());
    });
    void this.install();
    addEventListener('online', () => void this.install());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && Date.now() - this.asked > HOUR) void this.install();
    });
  }

  /** The person has agreed: the page begins again as the new version. */
  apply(): void {
    navigator.serviceWorker.addEventListener('controllerchange', begin, { once: true });
    this.next()?.postMessage('apply');
  }

  /** A part is gone for good: the device forgets what it kept, and takes the whole anew. Not before the server has answered. */
  async renew(): Promise<void> {
    const { ok } = await fetch(WORKER, { method: 'HEAD', cache: 'no-store' });
    if (!ok) return;
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.unregister();
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    begin();
  }

  private async install(): Promise<void> {
    this.asked = Date.now();
    try {
      const options = { updateViaCache: 'none' } as const;
      const registration = await navigator.serviceWorker.register(trusted(WORKER), options);
      this.notice(registration.waiting);
      registration.onupdatefound = () => {
        const coming = registration.installing;
        coming?.addEventListener('statechange', () => {
          if (coming.state === 'installed') this.notice(coming);
        });
      };
      if (registration.active !== null) await registration.update();
    } catch {
      // Without a network, or in a private window: the application works all the same while the network does.
    }
  }

  /** The first version waits for nobody; only one that would replace another does. */
  private notice(coming: ServiceWorker | null): void {
    if (coming !== null && cameFromDevice()) this.next.set(coming);
  }
}

function begin(): void {
  location.reload();
}

let policy: ScriptPolicy | undefined;

/** The policy of this name is the only one that lets a script in, and lets in this one script. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('denba#worker', {
    createScriptURL: (asked) => {
      if (asked === WORKER) return asked;
      throw new TypeError(asked);
    },
  });
  return policy?.createScriptURL(url) ?? url;
}
