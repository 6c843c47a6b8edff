import { Component, computed, inject, input } from '@angular/core';
import { Connectivity } from '../../core/connectivity';
import { coreTexts } from '../../core/core-texts';
import { injectTexts } from '../../core/texts';
import type { DraftSaver } from '../../offline/draft-saver';
import { Outbox } from '../../offline/outbox';
import { Icon } from '../icon';

/** When the draft was last kept: "Enregistré à 22:10". Input: `saver`. */
@Component({
  selector: 'app-saved-mark',
  host: { class: 'saved', role: 'status' },
  imports: [Icon],
  template: `<svg [appIcon]="icon()" class="icon-20" /> <span class="num">{{ words() }}</span>`,
})
export class SavedMark {
  readonly saver = input.required<DraftSaver>();
  private readonly t = injectTexts(coreTexts);
  private readonly connectivity = inject(Connectivity);
  private readonly outbox = inject(Outbox);

  protected readonly icon = computed(() => {
    if (this.saver().state() === 'refused') return 'circle-alert' as const;
    if (this.saver().state() === 'here') return 'smartphone' as const;
    return this.connectivity.online() ? ('hard-drive' as const) : ('cloud-off' as const);
  });
  protected readonly words = computed(() => {
    const saver = this.saver();
    const at = saver.savedAt();
    switch (saver.state()) {
      case 'refused':
        return this.t('saved.refused');
      case 'here':
        if (!this.outbox.lasting()) return this.t('saved.here');
        return this.t(this.connectivity.online() ? 'saved.resting' : 'saved.on-device');
      case 'saving':
      case 'typing':
        return this.t(saver.state() === 'saving' ? 'saved.saving' : 'saved.typing');
      case 'kept':
        return at === null ? this.t('saved.none') : this.t('saved.at', { time: at });
    }
  });
}
