import { Component, computed, inject, input } from '@angular/core';
import type { CaseView, TimelineEntry } from '@domain/cases/case.js';
import { coreTexts } from '../core/core-texts';
import { eventTexts, roleTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import type { IconName } from '../ui/icons';
import { Timeline, type Happening } from '../ui/timeline';
import { CaseFacts } from './case-facts';
import { casesTexts } from './texts';

const ICONS: Readonly<Record<string, IconName>> = {
  notify: 'phone',
  confirm: 'check',
  'change-kind': 'pencil',
  widen: 'file',
  'find-link': 'file',
  discard: 'cross-circle',
  'mark-duplicate': 'copy',
  'unmark-duplicate': 'undo',
  freeze: 'snowflake',
  unfreeze: 'undo',
  'waive-audit': 'cross-circle',
  'seal-audit': 'seal',
  select: 'compare',
  skip: 'arrow-right',
  compare: 'scales',
  'proceed-with-one': 'scales',
  waive: 'cross-circle',
  adjudicate: 'gavel',
  respond: 'handshake',
  close: 'done',
  reopen: 'undo',
  hold: 'hourglass',
  'lift-hold': 'hourglass',
  transfer: 'arrow-right',
  'enter-phase': 'pencil',
  'erase-identity': 'eye-off',
};

/** What happened, newest first, down to the death itself; by function, never by name. */
@Component({
  selector: 'app-case-timeline',
  host: { class: 'block' },
  imports: [Timeline],
  template: `
    <section class="card" aria-labelledby="timeline">
      <h2 id="timeline">{{ t('timeline') }}</h2>
      <app-timeline [items]="items()" />
    </section>
  `,
})
export class CaseTimeline {
  readonly view = input.required<CaseView>();
  protected readonly t = injectTexts(casesTexts);
  private readonly events = injectTexts(eventTexts);
  private readonly core = injectTexts(coreTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly facts = inject(CaseFacts);

  protected readonly items = computed<readonly Happening[]>(() => {
    const { timeline, facts } = this.view();
    const told = [...timeline].sort((a, b) => b.seq - a.seq).map((entry) => this.happening(entry));
    const death: Happening = {
      id: 'death',
      icon: this.isNight(facts.deathAt) ? 'moon' : 'calendar',
      text: this.t('timeline.death', { place: this.facts.placeInside(facts.deathPlace) }),
      at: facts.deathAt,
    };
    // Whoever may know the month only reads it in the facts, not as a moment.
    return /^\d{4}-\d{2}$/.test(facts.deathAt) ? told : [...told, death];
  });

  private happening(entry: TimelineEntry): Happening {
    const words =
      this.t.find(`event.${entry.event}.${entry.byRole}`) ??
      this.events.find(`case.${entry.event}.done`) ??
      this.t.find(`event.${entry.event}`) ??
      entry.event;
    return {
      id: entry.seq,
      icon: ICONS[entry.event] ?? 'pencil',
      text: this.told(entry, words),
      at: entry.at,
      by: this.roles.find(`roles.${entry.byRole}`) ?? this.t.find(`by.${entry.byRole}`) ?? entry.byRole,
      reason: entry.reason === null ? null : (this.t.find(`late.${entry.reason}`) ?? entry.reason),
      late: entry.late,
    };
  }

  private told({ late, kinds }: TimelineEntry, event: string): string {
    if (kinds !== null) {
      const [from, to] = [this.core(`kind.${kinds.from}`), this.core(`kind.${kinds.to}`)];
      return this.t('timeline.kinds', { event, from, to });
    }
    return late ? this.t('timeline.late', { event }) : event;
  }

  private isNight(at: string): boolean {
    const [, hour] = /T(\d{2})/.exec(at) ?? [];
    return hour !== undefined && (Number(hour) >= 18 || Number(hour) < 8);
  }
}
