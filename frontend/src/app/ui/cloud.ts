import { Component, computed, inject, input } from '@angular/core';
import { Connectivity } from '../core/connectivity';
import { coreTexts } from '../core/core-texts';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { Icon } from './icon';

/**
 * What has left: all sent (check), waiting (up arrow), no network (struck, with the count); nothing of
 * that before this device has been read. Input: `words` shows the sentence beside it.
 */
@Component({
  selector: 'app-cloud',
  imports: [Icon],
  template: `
    @if (words()) {
      <span class="line" [class.ok]="allSent()" role="status"
        ><svg [appIcon]="icon()" class="icon-20" /> {{ sentence() }}</span
      >
    } @else {
      <span class="cloud" [class.ok]="allSent()" role="status">
        <svg [appIcon]="icon()" />
        @if (outbox.waiting() + outbox.needsMe(); as n) {
          <span class="badge badge-ink" aria-hidden="true">{{ n }}</span>
        }
        <span class="visually-hidden">{{ sentence() }}</span>
      </span>
    }
  `,
})
export class Cloud {
  readonly words = input(false);
  protected readonly outbox = inject(Outbox);
  private readonly connectivity = inject(Connectivity);
  private readonly t = injectTexts(coreTexts);

  protected readonly allSent = computed(() => this.connectivity.online() && this.outbox.allSent());
  protected readonly icon = computed(() => {
    if (!this.connectivity.online()) return 'cloud-off' as const;
    return !this.allSent() ? ('cloud-up' as const) : ('cloud-check' as const);
  });
  protected readonly sentence = computed(() => {
    if (!this.outbox.isRead()) return this.t('sent.reading');
    const n = this.outbox.waiting();
    if (this.outbox.needsMe() > 0) return this.t.count('sent.mine', this.outbox.needsMe());
    if (n > 0) return this.t.count('sent.waiting', n);
    if (this.outbox.putAside() > 0) return this.t.count('sent.aside', this.outbox.putAside());
    return this.t(this.connectivity.online() ? 'sent.all' : 'sent.offline');
  });
}
