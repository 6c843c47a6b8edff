import { Component, computed, inject, input } from '@angular/core';
import type { Issue } from '@domain/forms/form.js';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { AnswerWords } from './answer-words';
import { ChoiceControl } from './choice-control';
import type { Field } from './field';
import { FormWords } from './form-words';
import { GridControl, gridOf } from './grid-control';
import { Icd10Control } from './icd10-control';
import { NumberControl } from './number-control';
import { PlaceControl } from './place-control';
import { RowsControl } from './rows-control';
import { SeveralControl } from './several-control';
import { TextControl } from './text-control';
import { formTexts } from './texts';
import { WarningMessage } from './warning-message';
import { WhenControl } from './when-control';

/**
 * One question: label, hint, errors, control, then warnings, infos and what is already known. Made by `FormSection`, and by repeating
 * groups for their cells. Inputs: `field`; `pair` a second field on the same line (systolic / diastolic, a text and its code); `list`: one of
 * few choices as a native list.
 */
@Component({
  selector: 'app-form-field',
  host: {
    class: 'field',
    '[class.is-error]': 'errors().length > 0 || isMissing()',
    '[class.is-warn]': 'errors().length === 0 && warns().length > 0',
    '[attr.role]': "isGroup() ? 'group' : null",
    '[attr.aria-labelledby]': "isGroup() ? field().id + '-label' : null",
  },
  imports: [
    ChoiceControl,
    GridControl,
    Icd10Control,
    Icon,
    NumberControl,
    PlaceControl,
    RowsControl,
    SeveralControl,
    TextControl,
    WarningMessage,
    WhenControl,
  ],
  template: `
    <ng-template #cell let-one><app-form-field [field]="one" /></ng-template>
    @if (isGroup()) {
      <p class="label" [id]="field().id + '-label'">
        {{ label() }}
        @if (isOptional()) {
          <span class="optional">({{ t('optional') }})</span>
        }
      </p>
    } @else {
      <label class="label" [for]="field().id" [id]="field().id + '-label'">
        {{ label() }}
        @if (isOptional()) {
          <span class="optional">({{ t('optional') }})</span>
        }
      </label>
    }
    @if (hint(); as words) {
      <p class="hint" [id]="field().id + '-hint'">{{ words }}</p>
    }
    @if (errors().length > 0 || isMissing()) {
      <div [id]="field().id + '-error'" role="status">
        @if (isMissing()) {
          <p class="msg msg-error">
            <svg appIcon="circle-alert" /> {{ t('missing-answer', { label: label() }) }}
          </p>
        }
        @for (issue of errors(); track issue.code) {
          <p class="msg msg-error"><svg appIcon="circle-alert" /> {{ words.issue(form(), issue) }}</p>
        }
      </div>
    }
    @if (field().question.need === 'computed') {
      <p class="computed">
        @if (computedValue(); as value) {
          <b>{{ value }}</b> <span class="chip">{{ t('computed') }}</span>
        } @else {
          <span class="muted">{{ t('computed.none') }}</span>
        }
      </p>
    } @else if (field().question.type === 'list') {
      @if (isGrid()) {
        <app-grid-control [field]="field()" [cell]="cell" />
      } @else {
        <app-rows-control [field]="field()" [cell]="cell" />
      }
    } @else if (!field().writable()) {
      <p class="readonly">{{ asText() }}</p>
    } @else {
      @switch (field().question.type) {
        @case ('int') {
          @if (pair(); as second) {
            <div class="measure pair">
              <app-number-control
                class="pair-first"
                [bare]="joint() === '/'"
                [field]="field()"
                [label]="ownLabel()"
                [describedBy]="describedBy()"
                [invalid]="invalid()"
                [ticks]="false"
              />
              <span class="slash" aria-hidden="true">{{ joint() }}</span>
              <app-number-control
                class="pair-second"
                [field]="second"
                [label]="pairLabel()"
                [describedBy]="describedBy()"
                [invalid]="invalid()"
                [ticks]="false"
              />
              @if (field().missingOffers.length > 0) {
                <label class="tick">
                  <input
                    type="checkbox"
                    autocomplete="off"
                    [checked]="bothMissing()"
                    [attr.aria-label]="t('missing.of', { missing: t('missing.NR'), label: label() })"
                    (change)="tickBoth($event)"
                  />
                  <span class="square"><svg appIcon="check" /></span>
                  <span>{{ t('missing.NR') }}</span>
                </label>
              }
            </div>
            @if (mayswap()) {
              <button type="button" class="btn" (click)="swap()">
                <svg appIcon="refresh" class="icon-20" /> {{ t('number.swap') }}
              </button>
            }
          } @else {
            <app-number-control [field]="field()" [describedBy]="describedBy()" [invalid]="invalid()" />
          }
        }
        @case ('dec') {
          <app-number-control [field]="field()" [describedBy]="describedBy()" [invalid]="invalid()" />
        }
        @case ('date') {
          <app-when-control
            [field]="field()"
            [label]="label()"
            [describedBy]="describedBy()"
            [invalid]="invalid()"
          />
        }
        @case ('time') {
          <app-when-control
            [field]="field()"
            [label]="label()"
            [describedBy]="describedBy()"
            [invalid]="invalid()"
          />
        }
        @case ('datetime') {
          <app-when-control
            [field]="field()"
            [label]="label()"
            [describedBy]="describedBy()"
            [invalid]="invalid()"
          />
        }
        @case ('bool') {
          <app-choice-control [field]="field()" [describedBy]="describedBy()" [invalid]="invalid()" />
        }
        @case ('code') {
          <app-choice-control
            [field]="field()"
            [list]="list()"
            [describedBy]="describedBy()"
            [invalid]="invalid()"
          />
        }
        @case ('codes') {
          <app-several-control [field]="field()" [describedBy]="describedBy()" [invalid]="invalid()" />
        }
        @case ('place') {
          <app-place-control [field]="field()" [describedBy]="describedBy()" [invalid]="invalid()" />
        }
        @case ('icd10') {
          <app-icd10-control [field]="field()" [describedBy]="describedBy()" [invalid]="invalid()" />
        }
        @case ('icd10s') {
          <app-icd10-control [field]="field()" [describedBy]="describedBy()" [invalid]="invalid()" />
        }
        @default {
          <app-text-control
            [field]="field()"
            [label]="pair() ? ownLabel() : null"
            [describedBy]="describedBy()"
            [invalid]="invalid()"
          />
          @if (pair(); as second) {
            <app-icd10-control
              [field]="second"
              [label]="pairLabel()"
              [describedBy]="describedBy()"
              [invalid]="invalid()"
            />
          }
        }
      }
    }
    @if (proposal(); as known) {
      <div class="msg msg-info">
        <svg appIcon="info" />
        <div>
          <p>{{ t(isJudgement() ? 'proposed.judgement' : 'proposed', { value: known.words }) }}</p>
          @if (note(); as reason) {
            <p class="small">{{ t('proposed.why', { reason }) }}</p>
          }
          <button type="button" class="btn btn-small" (click)="take()">
            {{ t(isJudgement() ? 'proposed.accept' : 'proposed.take') }}
          </button>
        </div>
      </div>
    } @else if (note(); as words) {
      <p class="msg msg-info"><svg appIcon="info" /> {{ words }}</p>
    }
    @for (issue of warns(); track issue.code) {
      <app-warning-message [issue]="issue" [state]="field().state" (alter)="goTo()" />
    }
    @for (issue of infos(); track issue.code) {
      <p class="msg msg-info" role="status"><svg appIcon="info" /> {{ words.issue(form(), issue) }}</p>
    }
  `,
})
export class FormField {
  readonly field = input.required<Field>();
  readonly pair = input<Field | null>(null);
  readonly list = input(false);

  protected readonly t = injectTexts(formTexts);
  protected readonly words = inject(FormWords);
  private readonly answers = inject(AnswerWords);

  protected readonly form = computed(() => this.field().state.source.form);
  protected readonly ownLabel = computed(() => this.words.label(this.form(), this.field().key));
  /** Of a pair, what both labels begin with: "Tension artérielle" of "Tension artérielle : systolique". */
  protected readonly label = computed(() => {
    const [own, other] = [this.ownLabel(), this.pairLabel()];
    const common = own.split(/\s*:/)[0] ?? own;
    return other?.startsWith(common) === true && own !== common ? common : own;
  });
  protected readonly pairLabel = computed(() => {
    const second = this.pair();
    return second ? this.words.label(this.form(), second.key) : null;
  });
  protected readonly hint = computed(() => this.words.hint(this.form(), this.field().key));
  protected readonly isOptional = computed(
    () => this.field().question.need === 'optional' && this.field().writable(),
  );
  protected readonly isMissing = computed(
    () => this.field().isMissingNow() || this.pair()?.isMissingNow() === true,
  );

  private readonly issues = computed<readonly Issue[]>(() => [
    ...this.field().issues(),
    ...(this.pair()?.issues() ?? []),
  ]);
  protected readonly errors = computed(() => this.issues().filter(({ severity }) => severity === 'ERR'));
  protected readonly warns = computed(() => this.issues().filter(({ severity }) => severity === 'WARN'));
  protected readonly infos = computed(() => this.issues().filter(({ severity }) => severity === 'INFO'));

  /** Several controls under one label: the label then names the group and points to no box. */
  protected readonly isGroup = computed(() => {
    const field = this.field();
    if (!field.writable()) return true;
    switch (field.question.type) {
      case 'int':
      case 'text':
        return this.pair() !== null || field.missing() !== null;
      case 'dec':
      case 'longtext':
        return field.missing() !== null;
      case 'code':
        return !this.list() && !ChoiceControl.isBox(field);
      case 'place':
      case 'icd10':
      case 'icd10s':
      case 'person':
        return false;
      case 'bool':
      case 'calc':
      case 'codes':
      case 'date':
      case 'datetime':
      case 'list':
      case 'time':
        return true;
    }
  });

  /** Coded things with a coded status, by facility: a grid, where the facilities are known. */
  protected readonly isGrid = computed(() => {
    const field = this.field();
    return field.writable() && gridOf(field.question) !== null && field.state.source.nearPlaces !== undefined;
  });

  protected readonly describedBy = computed(() => {
    const ids = [
      this.hint() === null ? null : `${this.field().id}-hint`,
      this.errors().length > 0 || this.isMissing() ? `${this.field().id}-error` : null,
    ].filter((id) => id !== null);
    return ids.length > 0 ? ids.join(' ') : null;
  });
  protected readonly invalid = computed(() => (this.errors().length > 0 ? true : null));
  /** What was answered on the line; once "pas de réponse" when nothing was. */
  protected readonly asText = computed(() => {
    const fields = [this.field(), this.pair()].filter((one) => one !== null);
    const answered = fields.filter((one) => one.answer() !== undefined);
    return (answered.length > 0 ? answered : fields.slice(0, 1))
      .map((one) => this.wordsOf(one))
      .join(` ${this.joint()} `);
  });
  protected readonly note = computed(() => this.field().state.notes()[this.field().key] ?? null);
  protected readonly isJudgement = computed(() => this.field().question.kind === 'judgement');
  protected readonly computedValue = computed(() => {
    const value = this.field().state.validation().computed[this.field().question.code];
    return value === undefined
      ? null
      : this.answers.value(this.field().question, value, this.field().state.places());
  });

  protected readonly joint = computed(() => {
    const second = this.pair();
    if (second?.question.type !== 'int') return '·';
    return second.question.unit === this.field().question.unit ? '/' : '+';
  });
  protected readonly bothMissing = computed(
    () =>
      this.field().missing() === 'NR' &&
      (this.pair()?.missing() === 'NR' || this.pair()?.missingOffers.length === 0),
  );
  protected readonly mayswap = computed(() => {
    const [first, second] = [this.field().number(), this.pair()?.number() ?? null];
    return (
      this.joint() === '/' && first !== null && second !== null && first < second && this.errors().length > 0
    );
  });

  protected readonly proposal = computed(() => {
    const field = this.field();
    if (!field.writable() || field.answer() !== undefined) return null;
    const answer = field.proposal();
    return answer === null
      ? null
      : { answer, words: this.answers.of(field.question, answer, field.state.places()) };
  });

  protected take(): void {
    const known = this.proposal();
    if (known === null) return;
    this.field().set(known.answer);
    this.field().leave();
  }

  protected tickBoth(event: Event): void {
    const on = (event.target as HTMLInputElement).checked;
    this.field().toggleMissing('NR', on);
    const second = this.pair();
    if (second && second.missingOffers.length > 0) second.toggleMissing('NR', on);
  }

  protected swap(): void {
    const second = this.pair();
    const [high, low] = [second?.number() ?? null, this.field().number()];
    if (second === null || high === null || low === null) return;
    this.field().set({ value: high });
    second.set({ value: low });
    this.field().leave();
  }

  private wordsOf(field: Field): string {
    const answer = field.answer();
    const start = field.state.source.relative?.start;
    if (start !== undefined && answer !== undefined && field.question.type === 'datetime')
      return this.answers.since(start, answer);
    return this.answers.of(field.question, answer, field.state.places());
  }

  protected goTo(): void {
    const { id } = this.field();
    (document.getElementById(id) ?? document.querySelector<HTMLElement>(`[name="${id}"]`))?.focus();
  }
}
