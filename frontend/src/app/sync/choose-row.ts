import { Component, computed, inject, input, resource, signal } from '@angular/core';
import type { Form, Question } from '@domain/forms/form.js';
import { questionsOf } from '@domain/forms/questions.js';
import { getForm } from '@domain/forms/registry.js';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import type { Choice, Row } from '../offline/outbox-row';
import { AnswerWords } from '../ui/form-renderer/answer-words';
import { FormWords } from '../ui/form-renderer/form-words';
import { RowWords } from './row-words';
import { syncTexts } from './texts';

const FORM_OF: Readonly<Partial<Record<Row['kind'], string>>> = { opinion: 'opinion', note: 'session' };

/** Two values of one answer: both are here until somebody chooses. Inputs: `row` and one of its `choices`. */
@Component({
  selector: 'app-choose-row',
  host: { class: 'block' },
  template: `
    <form class="settle-choice stack-8" novalidate (submit)="keep($event)">
      <fieldset class="field">
        <legend class="label">{{ label() }}</legend>
        <div class="opts">
          @for (side of sides; track side) {
            <label class="opt">
              <input
                type="radio"
                autocomplete="off"
                [name]="name()"
                [value]="side"
                [checked]="side === whose()"
                (change)="whose.set(side)"
              />
              <span class="opt-text">
                <b>{{ say(side) }}</b>
                <small>{{
                  side === 'mine' ? t('choice.mine', { time: words.time(row().at) }) : t('choice.theirs')
                }}</small>
              </span>
            </label>
          }
        </div>
      </fieldset>
      <button class="btn btn-block">{{ t('choice.keep') }}</button>
    </form>
  `,
})
export class ChooseRow {
  readonly row = input.required<Row>();
  readonly choice = input.required<Choice>();

  protected readonly t = injectTexts(syncTexts);
  protected readonly words = inject(RowWords);
  private readonly outbox = inject(Outbox);
  private readonly forms = inject(FormWords);
  private readonly answers = inject(AnswerWords);
  protected readonly sides = ['mine', 'theirs'] as const;
  protected readonly whose = signal<'mine' | 'theirs'>('mine');
  protected readonly name = computed(() => `choice-${this.row().key}-${this.choice().question}`);

  /** The newest version has the words of every question that is still asked. */
  private readonly form = computed<Form>(() =>
    getForm(FORM_OF[this.row().kind] ?? this.row().url.split('/').at(-1) ?? ''),
  );
  private readonly loaded = resource({
    params: () => this.form(),
    loader: async ({ params }) => {
      await this.forms.load(params);
      return params;
    },
  });
  private readonly question = computed<Question | undefined>(() =>
    questionsOf(this.form()).find(({ code }) => code === this.choice().question),
  );
  protected readonly label = computed(() =>
    this.loaded.hasValue() ? this.forms.label(this.loaded.value(), this.choice().question) : '',
  );

  protected say(side: 'mine' | 'theirs'): string {
    const question = this.question();
    return question === undefined || !this.loaded.hasValue()
      ? ''
      : this.answers.of(question, this.choice()[side]);
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    await this.outbox.choose(this.row().key, this.choice().question, this.whose());
  }
}
