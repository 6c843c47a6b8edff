import { Component, computed, inject, input } from '@angular/core';
import { frequentCodes, icd10Scope } from '@domain/classification/icd10-scope.js';
import { injectTexts } from '../../core/texts';
import { Combo, type Found } from '../combo';
import { Icon } from '../icon';
import { AnswerWords } from './answer-words';
import type { Field } from './field';
import { Icd10 } from './icd10';
import { formTexts } from './texts';

/** One or several causes of ICD-10: by word or by code, limited to what suits the death, frequent ones first. Any well-formed code can be typed. */
@Component({
  selector: 'app-icd10-control',
  host: { class: 'block field-parts' },
  imports: [Combo, Icon],
  template: `
    @if (several() && field().chosen().length > 0) {
      <ul class="picked">
        @for (code of field().chosen(); track code) {
          <li class="pick">
            {{ word(code) }}
            <button
              type="button"
              [attr.aria-label]="t('remove', { label: word(code) })"
              (click)="remove(code)"
            >
              <svg appIcon="cross-circle" class="icon-20" />
            </button>
          </li>
        }
      </ul>
    }
    <div class="line">
      <app-combo
        class="grow"
        [boxId]="field().id"
        [label]="label()"
        [placeholder]="t('search')"
        [search]="find"
        [first]="frequent()"
        [pause]="60"
        [text]="several() ? '' : shown()"
        [describedBy]="describedBy()"
        [invalid]="invalid()"
        [notes]="notes()"
        (pick)="take($event)"
        (left)="field().leave()"
      />
      @if (!several() && field().text()) {
        <button type="button" class="btn-icon" [attr.aria-label]="t('clear')" (click)="field().set(null)">
          <svg appIcon="cross" class="icon-20" />
        </button>
      }
    </div>
  `,
})
export class Icd10Control {
  readonly field = input.required<Field>();
  readonly label = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
  readonly invalid = input<true | null>(null);
  protected readonly t = injectTexts(formTexts);
  private readonly words = inject(AnswerWords);
  private readonly icd10 = inject(Icd10);

  protected readonly several = computed(() => this.field().question.type === 'icd10s');
  protected readonly shown = computed(() =>
    this.field().text() === '' ? '' : this.word(this.field().text()),
  );
  private readonly scope = computed(() =>
    icd10Scope(this.field().state.source.context().facts?.['kind'], this.field().question.code),
  );
  protected readonly frequent = computed(() => frequentCodes(this.scope()).map((one) => this.found(one)));
  protected readonly notes = computed(() => ({
    more: this.t('search.more'),
    none: this.t('search.none'),
    reading: this.t('search.reading'),
    offline: this.t('search.offline'),
  }));

  protected readonly find = async (text: string): Promise<readonly Found[]> =>
    (await this.icd10.search(text, this.scope())).map(({ code, title, isKnown }) => ({
      value: code,
      label: isKnown
        ? `${code} ${title}`
        : [this.t('search.code', { code }), title].filter((part) => part !== '').join(' · '),
    }));

  protected word(code: string): string {
    return this.words.value({ type: 'icd10' }, code, {});
  }

  protected take({ value }: Found): void {
    if (!this.several()) this.field().set({ value });
    else if (!this.field().chosen().includes(value))
      this.field().set({ value: [...this.field().chosen(), value] });
    this.field().leave();
  }

  protected remove(code: string): void {
    const rest = this.field()
      .chosen()
      .filter((one) => one !== code);
    this.field().set(rest.length === 0 ? null : { value: rest });
    this.field().leave();
  }

  private found(code: string): Found {
    return { value: code, label: this.word(code) };
  }
}
