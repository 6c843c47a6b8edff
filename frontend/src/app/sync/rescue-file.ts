import { Component, computed, inject, signal } from '@angular/core';
import { downloaded } from '../core/download';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Rescue } from '../offline/rescue';
import { Icon } from '../ui/icon';
import { syncTexts } from './texts';

/** The last rescue of what cannot leave: a closed file, and the way to send one. */
@Component({
  selector: 'app-rescue-file',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <section class="card stack-8" aria-labelledby="rescue">
      <h2 id="rescue">{{ t('rescue') }}</h2>
      <p class="muted">{{ t('rescue.text') }}</p>
      <div class="btns">
        @if (unsent() > 0) {
          <button type="button" class="btn" (click)="save()">
            <svg appIcon="download" class="icon-20" /> {{ t('rescue.save') }}
          </button>
        }
        <label class="btn">
          <svg appIcon="upload" class="icon-20" />
          {{ t(busy() ? 'rescue.sending' : 'rescue.send') }}
          <input type="file" class="visually-hidden" accept=".denba" (change)="bring($event)" />
        </label>
      </div>
      @for (sentence of said(); track sentence) {
        <p class="msg" role="status">{{ sentence }}</p>
      }
    </section>
  `,
})
export class RescueFile {
  protected readonly t = injectTexts(syncTexts);
  private readonly outbox = inject(Outbox);
  private readonly rescue = new Rescue(this.outbox.desk.rescue);
  protected readonly busy = signal(false);
  protected readonly said = signal<readonly string[]>([]);
  protected readonly unsent = computed(
    () => this.outbox.rows().filter(({ state }) => state !== 'received').length,
  );

  protected async save(): Promise<void> {
    const file = await this.rescue.file();
    if (file === null) this.said.set([this.t('rescue.no-key')]);
    else
      downloaded(
        new Blob([file], { type: 'application/octet-stream' }),
        `envois-${new Date().toISOString().slice(0, 10)}.denba`,
      );
  }

  protected async bring(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file === undefined || this.busy()) return;
    this.busy.set(true);
    try {
      const brought = await this.rescue.bring(await file.text());
      if (brought === null) this.said.set([this.t('rescue.unread')]);
      else {
        const { received, refused, isWhole } = brought;
        this.said.set([
          this.t.count('rescue.received', received),
          ...(refused > 0 ? [this.t.count('rescue.refused', refused)] : []),
          ...(isWhole ? [] : [this.t('rescue.later')]),
        ]);
      }
    } finally {
      this.busy.set(false);
      input.value = '';
    }
  }
}
