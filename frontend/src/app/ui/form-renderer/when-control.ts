import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import type { Answer } from '@domain/forms/form.js';
import { Formats, localNow } from '../../core/formats';
import { injectTexts } from '../../core/texts';
import { Segmented } from '../segmented';
import { AnswerWords } from './answer-words';
import type { Field } from './field';
import { MissingTicks } from './missing-ticks';
import { formTexts } from './texts';

type Mode = 'exact' | 'about' | 'unknown';
const MARGINS = ['30', '120', '720', 'day'] as const;
type Margin = (typeof MARGINS)[number];

/** A date, a time, or both, with how exact they are. Unknown removes the box and keeps the answer; the weekday is said in words. */
@Component({
  selector: 'app-when-control',
  host: { class: 'block field-parts' },
  imports: [MissingTicks, Segmented],
  template: `
    @if (timed()) {
      <app-segmented
        [name]="field().id + '-how'"
        [label]="t('when.how', { label: label() })"
        [hideLabel]="true"
        [choices]="modes()"
        [value]="mode()"
        (choose)="switch($event)"
      />
    } @else if (recent()) {
      <app-segmented
        [name]="field().id + '-recent'"
        [label]="label()"
        [hideLabel]="true"
        [cards]="true"
        [choices]="recents()"
        [value]="near()"
        (choose)="choose($event)"
      />
    }
    @if (mode() !== 'unknown' && !ticked()) {
      @if (!recent() || near() === 'other') {
        <div class="when">
          @if (mode() === 'about' && !hasDate()) {
            <span class="muted" aria-hidden="true">{{ t('when.around') }}</span>
          }
          @if (days(); as choices) {
            <select
              autocomplete="off"
              class="box"
              [id]="field().id"
              [attr.aria-label]="t('date.day-since') + ', ' + label()"
              [attr.aria-describedby]="describedBy()"
              [attr.aria-invalid]="invalid()"
              (change)="setDate($event)"
              (blur)="field().leave()"
            >
              <option value="" [selected]="date() === ''">{{ t('choose') }}</option>
              @for (day of choices; track day.value) {
                <option [value]="day.value" [selected]="day.value === date()">{{ day.label }}</option>
              }
            </select>
          } @else if (hasDate()) {
            <input
              autocomplete="off"
              type="date"
              class="box"
              [id]="field().id"
              [attr.max]="ahead() ? null : today"
              [value]="date()"
              [attr.aria-label]="timed() ? t('date.day') + ', ' + label() : label()"
              [attr.aria-describedby]="describedBy()"
              [attr.aria-invalid]="invalid()"
              (change)="setDate($event)"
              (focus)="field().focus()"
              (blur)="field().leave()"
            />
          }
          @if (timed() && margin() !== 'day') {
            <input
              autocomplete="off"
              type="time"
              class="box"
              [id]="hasDate() ? field().id + '-time' : field().id"
              [value]="time()"
              [attr.aria-label]="t('date.time') + ', ' + label()"
              [attr.aria-describedby]="describedBy()"
              [attr.aria-invalid]="invalid()"
              (change)="setTime($event)"
              (focus)="field().focus()"
              (blur)="field().leave()"
            />
          }
          @if (mode() === 'about') {
            <select
              autocomplete="off"
              class="box"
              [attr.aria-label]="t('when.margin') + ', ' + label()"
              (change)="setMargin($event)"
            >
              @for (one of margins(); track one) {
                <option [value]="one" [selected]="one === margin()">{{ t(marginWord(one)) }}</option>
              }
            </select>
          }
        </div>
      }
      @if (weekday(); as words) {
        <p class="hint">{{ words }}</p>
      }
    }
    @if (field().missingOffers.length > 0) {
      <app-missing-ticks [field]="field()" />
    }
  `,
})
export class WhenControl {
  readonly field = input.required<Field>();
  readonly label = input.required<string>();
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);

  protected readonly t = injectTexts(formTexts);
  private readonly formats = inject(Formats);
  private readonly words = inject(AnswerWords);
  protected readonly today = localNow().slice(0, 10);

  private readonly value = computed(() => {
    const answer = this.field().answer();
    return answer && 'value' in answer && typeof answer.value === 'string' ? answer : null;
  });
  protected readonly timed = computed(() => this.field().question.type !== 'date');
  protected readonly hasDate = computed(() => this.field().question.type !== 'time');
  protected readonly recent = computed(
    () => this.field().state.source.recentDates?.includes(this.field().question.code) === true,
  );

  /** A day that may lie ahead: a deadline. */
  protected readonly ahead = computed(
    () => this.field().state.source.futureDates?.includes(this.field().question.code) === true,
  );

  private readonly chosenMode = signal<Mode | null>(null);
  protected readonly mode = computed<Mode>(() => {
    if (!this.timed()) return 'exact';
    if (this.field().missing() === 'UNK') return 'unknown';
    const answer = this.value();
    if (answer === null) return this.chosenMode() ?? 'exact';
    return answer.margin !== undefined || (answer.precision ?? 'minute') !== 'minute' ? 'about' : 'exact';
  });
  /** Any other missing value ticked. */
  protected readonly ticked = computed(() => this.field().missing() !== null);

  protected readonly date = linkedSignal<string>(() => {
    const value = this.value()?.value;
    return typeof value === 'string' && this.hasDate() ? value.slice(0, 10) : '';
  });
  protected readonly time = linkedSignal<string>(() => {
    const answer = this.value();
    if (answer === null || answer.precision === 'day') return '';
    return typeof answer.value === 'string' ? answer.value.slice(-5) : '';
  });
  protected readonly margin = linkedSignal<Margin>(() => {
    const answer = this.value();
    if (answer?.precision === 'day') return 'day';
    return MARGINS.find((one) => one === String(answer?.margin)) ?? '30';
  });

  protected readonly modes = computed(() => [
    { value: 'exact', label: this.t('when.exact') },
    { value: 'about', label: this.t('when.about') },
    ...(this.field().question.neverMissing === true
      ? []
      : [{ value: 'unknown', label: this.t('when.unknown') }]),
  ]);
  protected readonly margins = computed(() => (this.hasDate() ? MARGINS : MARGINS.slice(0, 3)));
  protected readonly recents = computed(() => [
    { value: 'today', label: this.t('date.today') },
    { value: 'yesterday', label: this.t('date.yesterday') },
    { value: 'other', label: this.t('date.other') },
  ]);

  private readonly other = signal(false);
  protected readonly near = computed(() => {
    if (this.other()) return 'other';
    const date = this.date();
    if (date === '') return null;
    return date === this.today ? 'today' : date === dayBefore(this.today) ? 'yesterday' : 'other';
  });
  /** What the boxes say in words: the weekday, or in the blind zone the time since H0. */
  protected readonly weekday = computed(() => {
    const start = this.field().state.source.relative?.start;
    const answer = this.field().answer();
    if (start !== undefined && this.hasDate()) return answer ? this.words.since(start, answer) : null;
    return this.date() === '' ? null : this.formats.date(this.date(), 'long');
  });
  /** The days counted from H0, in the blind zone. */
  protected readonly days = computed(() => {
    const { relative } = this.field().state.source;
    if (relative === undefined || !this.hasDate()) return null;
    const [first, last] = relative.days;
    return Array.from({ length: last - first + 1 }, (_, index) => ({
      value: dayAfter(relative.start, first + index),
      label: this.t('date.day-n', { n: dayCount(first + index) }),
    }));
  });

  protected marginWord(margin: Margin): `when.margin.${Margin}` {
    return `when.margin.${margin}`;
  }

  protected switch(mode: string): void {
    if (mode === 'unknown') {
      this.field().set({ missing: 'UNK' });
    } else {
      this.chosenMode.set(mode === 'about' ? 'about' : 'exact');
      if (mode === 'exact' && this.margin() === 'day') this.margin.set('30');
      this.write(mode === 'about' ? 'about' : 'exact');
    }
    this.field().leave();
  }

  protected choose(near: string): void {
    this.other.set(near === 'other');
    if (near === 'other') return;
    this.date.set(near === 'today' ? this.today : dayBefore(this.today));
    this.write(this.mode());
    this.field().leave();
  }

  protected setDate(event: Event): void {
    this.date.set((event.target as HTMLInputElement).value);
    this.write(this.mode());
  }

  protected setTime(event: Event): void {
    this.time.set((event.target as HTMLInputElement).value);
    this.write(this.mode());
  }

  protected setMargin(event: Event): void {
    const margin = (event.target as HTMLSelectElement).value;
    this.margin.set(MARGINS.find((one) => one === margin) ?? '30');
    this.write('about');
    this.field().leave();
  }

  /** Answers once date and time are both there; half an answer stays in the boxes. */
  private write(mode: Mode): void {
    const answer = this.compose(mode === 'unknown' ? 'exact' : mode);
    if (answer !== null) this.field().set(answer);
    else if (this.field().answer() !== undefined) this.keepBoxes();
  }

  private keepBoxes(): void {
    const [date, time, margin] = [this.date(), this.time(), this.margin()];
    this.field().set(null);
    this.date.set(date);
    this.time.set(time);
    this.margin.set(margin);
  }

  private compose(mode: 'exact' | 'about'): Answer | null {
    if (!this.timed()) return this.date() === '' ? null : { value: this.date() };
    const wholeDay = mode === 'about' && this.margin() === 'day';
    const time = wholeDay ? '12:00' : this.time();
    if (time === '' || (this.hasDate() && this.date() === '')) return null;
    const value = this.hasDate() ? `${this.date()}T${time}` : time;
    if (wholeDay) return { value, precision: 'day' };
    if (mode === 'about') return { value, precision: 'minute', margin: Number(this.margin()) };
    return { value, precision: 'minute' };
  }
}

function dayBefore(day: string): string {
  return dayAfter(day, -1);
}

/** The day so many days after a date or date-time. */
function dayAfter(start: string, days: number): string {
  return new Date(Date.parse(`${start.slice(0, 10)}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** "+4", "−1", and "0" for the day of H0. */
function dayCount(days: number): string {
  if (days === 0) return '0';
  return days > 0 ? `+${String(days)}` : `−${String(-days)}`;
}
