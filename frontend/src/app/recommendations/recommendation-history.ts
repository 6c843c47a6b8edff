import { Component, computed, inject, input } from '@angular/core';
import type { UpdateView } from '@domain/recommendations/recommendation.js';
import { codeTexts, eventTexts, roleTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icons';
import { recommendationTexts } from './texts';

const ICONS: Readonly<Record<string, IconName>> = {
  propose: 'plus',
  accept: 'check',
  refuse: 'cross',
  start: 'arrow-right',
  report: 'pencil',
  block: 'triangle-alert',
  unblock: 'undo',
  escalate: 'phone',
  finish: 'done',
  return: 'undo',
  verify: 'shield',
  'check-effect': 'target',
  cancel: 'cross-circle',
  merge: 'copy',
};
/** Events whose words are a reason rather than a decision. */
const REASONED = ['refuse', 'return', 'cancel'];
/** Events where what was written is a mere remark. */
const REMARKED = ['accept', 'start', 'unblock', 'verify'];

/** What happened to a recommendation, newest first, by function and never by name, with what was said each time. */
@Component({
  selector: 'app-recommendation-history',
  host: { class: 'block' },
  imports: [Icon],
  template: `
    <section class="card" aria-labelledby="history">
      <h2 id="history">{{ t('history') }}</h2>
      <ol class="timeline">
        @for (one of lines(); track $index) {
          <li>
            <span class="disc"><svg [appIcon]="one.icon" /></span>
            <div>
              <p>{{ one.what }}</p>
              <p class="small muted num">{{ one.when }}</p>
              @for (words of one.said; track words) {
                <p class="small">{{ words }}</p>
              }
            </div>
          </li>
        }
      </ol>
    </section>
  `,
})
export class RecommendationHistory {
  readonly updates = input.required<readonly UpdateView[]>();

  protected readonly t = injectTexts(recommendationTexts);
  private readonly events = injectTexts(eventTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly codes = injectTexts(codeTexts);
  private readonly formats = inject(Formats);

  protected readonly lines = computed(() =>
    this.updates().map((update) => {
      const event = update.event ?? 'report';
      const by = this.roles.find(`roles.${update.byRole}`) ?? '';
      return {
        icon: ICONS[event] ?? ('pencil' as const),
        what: this.events.find(`recommendation.${event}.done`) ?? event,
        when: `${this.formats.dateTime(update.at)} · ${by}`,
        said: this.said(update, event),
      };
    }),
  );

  private said(update: UpdateView, event: string): readonly string[] {
    const said: string[] = [];
    if (update.progress !== null && event !== 'finish')
      said.push(this.t('update.progress', { share: this.formats.share(update.progress / 100) }));
    if (update.obstacle !== null)
      said.push(
        this.t('update.obstacle', {
          obstacle: this.codes.find(`CL_REC_OBSTACLE.${update.obstacle}`) ?? update.obstacle,
        }),
      );
    if (update.decision !== null) {
      const key = REASONED.includes(event) ? 'reason' : REMARKED.includes(event) ? 'remark' : 'decision';
      said.push(this.t(`update.${key}`, { text: update.decision }));
    }
    if (update.proof !== null) said.push(this.t('update.proof', { text: update.proof }));
    return said;
  }
}
