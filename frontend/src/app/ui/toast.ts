import { Component, inject, Injectable, signal } from '@angular/core';

interface Shown {
  readonly id: number;
  readonly text: string;
  readonly act: string | null;
  readonly run: () => void;
}

const SECONDS = 8;

/**
 * Short notes above the navigation, with at most one act; never for problems. They stay 8 s, longer while they have the focus.
 *
 *     inject(Toasts).show('Réponse effacée.', { act: 'Annuler', run: () => this.restore() });
 */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly list = signal<readonly Shown[]>([]);
  private count = 0;
  readonly shown = this.list.asReadonly();

  show(text: string, offer?: { readonly act: string; readonly run: () => void }): void {
    this.count += 1;
    const toast = { id: this.count, text, act: offer?.act ?? null, run: offer?.run ?? (() => undefined) };
    this.list.update((list) => [...list.slice(-2), toast]);
    this.fade(toast.id);
  }

  dismiss(id: number): void {
    this.list.update((list) => list.filter((one) => one.id !== id));
  }

  private fade(id: number): void {
    setTimeout(() => {
      if (document.activeElement?.closest('.toast')) this.fade(id);
      else this.dismiss(id);
    }, SECONDS * 1000);
  }
}

/** Where the toasts appear; once, in the shell. */
@Component({
  selector: 'app-toasts',
  template: `
    <div class="toasts" role="status">
      @for (toast of toasts.shown(); track toast.id) {
        <div class="toast">
          <span>{{ toast.text }}</span>
          @if (toast.act) {
            <button type="button" (click)="toast.run(); toasts.dismiss(toast.id)">{{ toast.act }}</button>
          }
        </div>
      }
    </div>
  `,
})
export class ToastPlace {
  protected readonly toasts = inject(Toasts);
}
