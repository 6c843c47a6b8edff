import { Component, inject, input } from '@angular/core';
import type { ClockView } from '@domain/cases/case.js';
import { coreTexts } from '../core/core-texts';
import { instantOf } from '../core/dates-and-numbers';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Clock } from '../ui/clock';
import { casesTexts } from './texts';

/** The deadlines of a case, met and running; on hold they stand still. */
@Component({
  selector: 'app-case-clocks',
  host: { class: 'block' },
  imports: [Clock],
  template: `
    <section class="card" aria-labelledby="clocks">
      <h2 id="clocks">{{ t('clocks') }}</h2>
      @if (held()) {
        <p class="small muted">{{ t('clocks.held') }}</p>
      }
      <ul class="clocks">
        @for (clock of clocks(); track clock.name) {
          <li>
            <div class="clock-line">
              <b>{{ name(clock) }}</b>
              <app-clock [start]="clock.start" [due]="clock.due" [met]="clock.metAt" />
            </div>
            <div class="clock-line small muted">
              <span>{{ limit(clock) }}</span>
              <span>{{ under(clock) }}</span>
            </div>
          </li>
        }
      </ul>
    </section>
  `,
})
export class CaseClocks {
  readonly clocks = input.required<readonly ClockView[]>();
  readonly held = input(false);
  /** The death has a short form: what its audit would wait for, the form does. */
  readonly short = input(false);
  protected readonly t = injectTexts(casesTexts);
  private readonly core = injectTexts(coreTexts);
  private readonly formats = inject(Formats);

  protected name({ name }: ClockView): string {
    return this.t(this.short() && name === 'audit' ? 'clock.short-form' : `clock.${name}`);
  }

  protected limit({ start, due }: ClockView): string {
    const minutes = (instantOf(due) - instantOf(start)) / 60_000;
    return this.t('clock.within', { duration: this.formats.duration(minutes) });
  }

  /** Why it was late, or the exact time it is due. */
  protected under({ due, metAt, reason }: ClockView): string {
    if (reason !== null && reason !== '') return this.core('clock.reason', { reason: this.reason(reason) });
    return metAt === null ? this.core('clock.before', { date: this.formats.dateTime(due) }) : '';
  }

  private reason(reason: string): string {
    return this.t.find(`late.${reason}`) ?? reason;
  }
}
