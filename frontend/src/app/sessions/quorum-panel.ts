import { Component, computed, inject } from '@angular/core';
import { reasonTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import { SectionProgress } from '../ui/section-progress';
import { SessionDesk } from './session-desk';
import { sessionsTexts } from './texts';

/** The quorum as a list of conditions with their counts, each met or not. */
@Component({
  selector: 'app-quorum-panel',
  host: { class: 'block' },
  imports: [Icon, SectionProgress],
  template: `
    <section class="card" aria-labelledby="quorum">
      <div class="card-head">
        <h2 id="quorum">{{ t('quorum') }}</h2>
        @if (conditions().length > 0) {
          <span class="chip" [class.chip-ok]="desk.quorate()" [class.chip-dash]="!desk.quorate()">
            @if (desk.quorate()) {
              <svg appIcon="check" />
            }
            {{ t(desk.quorate() ? 'quorum.met' : 'quorum.missing') }}
          </span>
        }
      </div>
      <ul class="conditions">
        @for (one of conditions(); track one.code) {
          <li>
            <app-section-progress
              [mark]="one.met ? 'done' : 'part'"
              [share]="one.need === 0 ? 0 : one.have / one.need"
            />
            <span class="grow">{{ reasons.find(one.code) }}</span>
            <b class="num nowrap">{{ one.have }} / {{ one.need }}</b>
          </li>
        } @empty {
          <li class="muted">{{ t('quorum.none') }}</li>
        }
      </ul>
    </section>
  `,
})
export class QuorumPanel {
  protected readonly desk = inject(SessionDesk);
  protected readonly t = injectTexts(sessionsTexts);
  protected readonly reasons = injectTexts(reasonTexts);
  protected readonly conditions = computed(() => this.desk.view()?.quorum ?? []);
}
