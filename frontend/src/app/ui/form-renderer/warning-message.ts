import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Issue } from '@domain/forms/form.js';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { Icon } from '../icon';
import { ProblemBanner } from '../problem-banner';
import type { FormState } from './form-state';
import { FormWords } from './form-words';
import { formTexts } from './texts';

/** A warning and its two acts: change the answer, or keep it and say why. Once kept, the reason stands in its place. */
@Component({
  selector: 'app-warning-message',
  host: { class: 'block' },
  imports: [Icon, ProblemBanner],
  template: `
    @if (reason(); as kept) {
      <p class="msg msg-warn" role="status">
        <svg appIcon="triangle-alert" />
        <span
          >{{ sentence() }} <span class="muted">{{ t('warn.kept', { reason: kept }) }}</span></span
        >
      </p>
    } @else {
      <div class="banner banner-warn" role="status">
        <svg appIcon="triangle-alert" />
        <div class="banner-body">
          <p>
            <b>{{ t('warn.lead') }}</b> {{ sentence() }}
          </p>
          @if (asking()) {
            <div class="field">
              <label class="label" [for]="id()">{{ t('warn.why') }}</label>
              <textarea autocomplete="off" #why class="box" rows="2" maxlength="300" [id]="id()"></textarea>
              @if (problem(); as found) {
                <app-problem-banner [problem]="found" [again]="false" />
              }
              <button type="button" class="btn" [disabled]="busy()" (click)="keep(why.value)">
                {{ t('warn.save') }}
              </button>
            </div>
          } @else if (state().writable()) {
            <div class="btns">
              <button type="button" class="btn" (click)="alter.emit()">{{ t('warn.change') }}</button>
              @if (state().source.keep) {
                <button type="button" class="btn" (click)="asking.set(true)">{{ t('warn.keep') }}</button>
              }
            </div>
          }
        </div>
      </div>
    }
  `,
})
export class WarningMessage {
  readonly issue = input.required<Issue>();
  readonly state = input.required<FormState>();
  readonly alter = output();
  protected readonly t = injectTexts(formTexts);
  protected readonly words = inject(FormWords);
  protected readonly asking = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly reason = computed(() => this.state().kept()[this.issue().code]);
  /** Some sentences begin with the words that already stand in bold before them. */
  protected readonly sentence = computed(() => {
    const sentence = this.words.issue(this.state().source.form, this.issue());
    const lead = this.t('warn.lead');
    return sentence.startsWith(lead) ? sentence.slice(lead.length).trimStart() : sentence;
  });
  protected readonly id = computed(() => `why-${this.issue().code.replace(/\W/g, '-')}`);

  protected async keep(reason: string): Promise<void> {
    if (reason.trim() === '') return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.state().source.keep?.(this.issue().code, reason.trim());
      this.asking.set(false);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
