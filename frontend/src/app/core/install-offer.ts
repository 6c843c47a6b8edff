import { signal } from '@angular/core';

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
  readonly userChoice: Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

const kept = signal<InstallPrompt | null>(null);

/** The browser would install the application if asked; it says so once, soon after the page is read. */
export const installOffer = kept.asReadonly();

/** Keeps the browser from offering it by itself: the offer stands where the own account is. */
export function keepInstallOffer(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    kept.set(event as InstallPrompt);
  });
}

export async function installNow(): Promise<void> {
  const offer = kept();
  if (offer === null) return;
  await offer.prompt();
  await offer.userChoice;
  kept.set(null);
}
