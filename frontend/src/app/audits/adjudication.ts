import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { factorsOf, ITEM_QUESTIONS, type Item } from '@domain/audits/comparison.js';
import { findQuestion } from '@domain/forms/questions.js';
import { injectTexts } from '../core/texts';
import { FormField } from '../ui/form-renderer/form-field';
import type { Field } from '../ui/form-renderer/field';
import { FormSheet } from '../ui/form-renderer/form-sheet';
import { FormWords } from '../ui/form-renderer/form-words';
import { Icon } from '../ui/icon';
import { LevelBars } from '../ui/level-bars';
import { ItemWords } from '../ui/opinion/item-words';
import { SAID_IN_NOTES, type OpinionDraft } from '../ui/opinion/opinion-state';
import { SectionProgress } from '../ui/section-progress';
import { Toasts } from '../ui/toast';
import { keyOf, mattersOf, takenFrom, type Held, type Matter, type Side } from './sides';
import { auditsTexts } from './texts';

const REASON = 'adjudication_reason';

/**
 * The third reviewer's work: item by item the values of A, B and C, a value of one's own, and one written reason. Nothing is chosen
 * beforehand; what all opinions say is folded and can be taken over at once.
 */
@Component({
  selector: 'app-adjudication',
  host: { class: 'block stack' },
  imports: [FormField, FormSheet, Icon, LevelBars, NgTemplateOutlet, SectionProgress],
  template: `
    <p class="muted">{{ t('arbitrate.lead') }}</p>
    <section class="card" aria-labelledby="to-decide">
      <h3 id="to-decide">{{ t('arbitrate.open') }}</h3>
      <ul class="conditions">
        @for (matter of open(); track matter.item) {
          <li>
            <app-section-progress [mark]="isDone(matter) ? 'done' : 'none'" />
            <button type="button" class="btn btn-link grow" (click)="goTo(matter.item)">
              {{ items.label(matter.item) }}
            </button>
            @if (follows(matter)) {
              <span class="small muted">{{ t('compare.follows') }}</span>
            } @else {
              <app-level-bars [level]="matter.level" />
            }
          </li>
        }
        <li>
          <app-section-progress [mark]="reasonGiven() ? 'done' : 'none'" />
          <button type="button" class="btn btn-link grow" (click)="goTo('reason')">
            {{ t('arbitrate.why.lead') }}
          </button>
        </li>
      </ul>
    </section>
    @for (matter of open(); track matter.item) {
      <ng-container [ngTemplateOutlet]="card" [ngTemplateOutletContext]="{ $implicit: matter }" />
    }
    <section class="card field-card" id="matter-reason" tabindex="-1">
      @if (reason(); as field) {
        <app-form-field [field]="field" />
        @if (field.writable()) {
          <p class="hint num end">{{ t('arbitrate.count', { n: field.text().length }) }}</p>
        }
      }
    </section>
    @if (same().length > 0) {
      <details class="card fold" [open]="sameOpen()" (toggle)="keepFold($event)">
        <summary>
          <span class="grow">{{ t('arbitrate.same') }}</span>
          <span class="small muted num">{{ doneOf(same()) }}/{{ same().length }}</span>
          <svg appIcon="chevron-down" class="icon-20" />
        </summary>
        <div class="stack">
          <p class="small muted">{{ t('arbitrate.same.text') }}</p>
          @if (draft().state.writable() && doneOf(same()) < same().length) {
            <button type="button" class="btn" (click)="takeAll()">
              <svg appIcon="copy" class="icon-20" /> {{ t('arbitrate.take-all') }}
            </button>
          }
          @for (matter of same(); track matter.item) {
            <ng-container [ngTemplateOutlet]="card" [ngTemplateOutletContext]="{ $implicit: matter }" />
          }
        </div>
      </details>
    }
    <section class="stack" aria-labelledby="own-part">
      <h3 id="own-part" class="body-strong">{{ t('arbitrate.rest') }}</h3>
      <app-form-sheet
        [state]="draft().state"
        [saver]="draft().state.writable() ? draft().saver : null"
        [except]="drawnHere()"
      />
    </section>

    <ng-template #card let-matter>
      <fieldset class="card matter" [id]="'matter-' + matter.item" tabindex="-1">
        <legend class="visually-hidden">{{ items.label(matter.item) }}</legend>
        <p class="spread">
          <b>{{ items.label(matter.item) }}</b>
          @if (follows(matter)) {
            <span class="small muted">{{ t('compare.follows') }}</span>
          } @else {
            <app-level-bars [level]="matter.level" />
          }
        </p>
        <div class="opts" [class.opts-three]="!isList(matter)">
          @for (held of matter.held; track held.key) {
            <label class="opt">
              <input
                type="radio"
                autocomplete="off"
                [name]="'matter-' + matter.item"
                [checked]="isChosen(matter, held)"
                [disabled]="!draft().state.writable()"
                (change)="take(matter, held)"
              />
              <span class="radio"></span>
              <span class="opt-text"
                >{{ items.of(matter.item, held.from, start()) }}<small>{{ lettersOf(held) }}</small>
                @if (factorsIn(matter, held); as factors) {
                  <small>{{ factors }}</small>
                }
              </span>
            </label>
          }
          @if (draft().state.writable()) {
            <label class="opt">
              <input
                type="radio"
                autocomplete="off"
                [name]="'matter-' + matter.item"
                [checked]="isOwn(matter)"
                (change)="choose(matter.item)"
              />
              <span class="radio"></span>
              <span class="opt-text">{{ t('arbitrate.other') }}</span>
            </label>
          }
        </div>
        @if (isOwn(matter)) {
          <div class="fields">
            @for (field of fieldsOf(matter.item); track field.id) {
              <app-form-field [field]="field" />
            }
          </div>
        }
      </fieldset>
    </ng-template>
  `,
})
export class Adjudication {
  readonly sides = input.required<readonly Side[]>();
  readonly draft = input.required<OpinionDraft>();
  /** H0 on the neutral calendar. */
  readonly start = input.required<string>();
  /** A question that a link leads to: its item is opened for an own value. */
  readonly unfolded = input<string | null>(null);

  protected readonly t = injectTexts(auditsTexts);
  protected readonly items = inject(ItemWords);
  private readonly toasts = inject(Toasts);

  private readonly matters = computed(() => mattersOf(this.sides()));
  protected readonly open = computed(() => this.matters().filter(isOpen));
  protected readonly same = computed(() => this.matters().filter((matter) => !isOpen(matter)));
  /** Items for which the reader writes a value of their own. */
  private readonly own = signal<ReadonlySet<Item>>(new Set());
  protected readonly sameOpen = signal(false);

  /** Questions drawn item by item, the reason, and what stands in notes already. */
  protected readonly drawnHere = computed(() => [
    ...this.matters().flatMap(({ item }) => ITEM_QUESTIONS[item]),
    REASON,
    ...SAID_IN_NOTES,
  ]);
  protected readonly reason = computed(() => this.fieldOf(REASON));
  protected readonly reasonGiven = computed(() => (this.reason()?.text().trim() ?? '') !== '');

  constructor() {
    const words = inject(FormWords);
    effect(() => {
      void words.load(this.draft().state.source.form);
    });
    effect(() => {
      const question = this.unfolded();
      if (question === null) return;
      const matter = this.matters().find(({ item }) => ITEM_QUESTIONS[item].includes(question));
      if (matter === undefined) return;
      this.choose(matter.item);
      if (!isOpen(matter)) this.sameOpen.set(true);
    });
  }

  /** A code under an already different group is not counted again. */
  protected follows({ item, level, held }: Matter): boolean {
    return item === 'underlying' && level === 'NONE' && held.length > 1;
  }

  protected isDone({ item }: Matter): boolean {
    const { missing } = this.draft().state.validation();
    const visible = this.draft().state.validation().visible;
    const asked = ITEM_QUESTIONS[item].filter((question) => visible.includes(question));
    const isAnswered = asked.some((question) => this.draft().saver.answers()[question] !== undefined);
    return isAnswered && !asked.some((question) => missing.some((code) => code.split('[')[0] === question));
  }

  protected doneOf(matters: readonly Matter[]): number {
    return matters.filter((matter) => this.isDone(matter)).length;
  }

  protected isChosen({ item }: Matter, { key }: Held): boolean {
    return (
      !this.own().has(item) && this.isAnswered(item) && keyOf(item, this.draft().saver.answers()) === key
    );
  }

  /** An own value was asked for, or the answer is none of those given. */
  protected isOwn({ item, held }: Matter): boolean {
    if (this.own().has(item)) return true;
    return (
      this.isAnswered(item) && held.every(({ key }) => key !== keyOf(item, this.draft().saver.answers()))
    );
  }

  protected take({ item }: Matter, { from }: Held): void {
    this.own.update((own) => new Set([...own].filter((one) => one !== item)));
    for (const patch of takenFrom(item, from)) this.draft().saver.patch(patch);
    void this.draft().saver.flush();
  }

  protected takeAll(): void {
    for (const matter of this.same()) {
      const [held] = matter.held;
      if (held !== undefined && !this.isDone(matter)) this.take(matter, held);
    }
    this.toasts.show(this.t('arbitrate.taken'));
  }

  protected choose(item: Item): void {
    this.own.update((own) => new Set(own).add(item));
  }

  protected lettersOf({ letters }: Held): string {
    const last = letters.at(-1) ?? '';
    if (letters.length < 2) return last;
    return this.t('arbitrate.and', { first: letters.slice(0, -1).join(', '), last });
  }

  /** Several lines to one answer: they need the whole width. */
  protected isList({ item }: Matter): boolean {
    return item === 'factors' || item === 'quality';
  }

  /** The factors by their words, since their number alone says nothing. */
  protected factorsIn({ item }: Matter, { from }: Held): string | null {
    if (item !== 'factors') return null;
    return [...factorsOf(from)].map((code) => `${code} ${this.items.factor(code)}`).join(' · ');
  }

  protected fieldsOf(item: Item): readonly Field[] {
    const { visible } = this.draft().state.validation();
    return ITEM_QUESTIONS[item]
      .filter((question) => visible.includes(question))
      .flatMap((question) => this.fieldOf(question) ?? []);
  }

  protected goTo(item: string): void {
    const card = document.getElementById(`matter-${item}`);
    card?.scrollIntoView({ block: 'start' });
    card?.focus({ preventScroll: true });
  }

  protected keepFold(event: Event): void {
    this.sameOpen.set((event.target as HTMLDetailsElement).open);
  }

  private isAnswered(item: Item): boolean {
    const answers = this.draft().saver.answers();
    return ITEM_QUESTIONS[item].some((question) => answers[question] !== undefined);
  }

  private fieldOf(code: string): Field | null {
    const { state } = this.draft();
    const question = findQuestion(state.source.form, code);
    return question === undefined ? null : state.field(question);
  }
}

/** The opinions say different things, or one of them says nothing. */
function isOpen({ level, held }: Matter): boolean {
  return held.length > 1 || level !== 'NONE';
}
