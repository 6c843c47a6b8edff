import { Component, computed, inject, input, output } from '@angular/core';
import { injectTexts } from '../core/texts';
import type { DraftSaver } from '../offline/draft-saver';
import { reveal } from '../ui/form-renderer/form-pages';
import type { FormState } from '../ui/form-renderer/form-state';
import { FormWords } from '../ui/form-renderer/form-words';
import { SavedMark } from '../ui/form-renderer/saved-mark';
import { Icon } from '../ui/icon';
import { auditsTexts } from './texts';

interface Lack {
  readonly question: string;
  readonly text: string;
}

const SHOWN = 3;

/**
 * The foot of an opinion: when it was last kept, and the seal, locked with what is missing as links until nothing is. Inputs: `state`,
 * `saver`, `label`, `busy`. Outputs: `seal`; `show` before leading to a question (a page may have to unfold it).
 */
@Component({
  selector: 'app-seal-foot',
  host: { class: 'block foot' },
  imports: [Icon, SavedMark],
  template: `
    <app-saved-mark [saver]="saver()" />
    @if (lacks().length === 0) {
      <div class="foot-acts">
        <button type="button" class="btn btn-primary" [disabled]="busy()" (click)="seal.emit()">
          <svg appIcon="seal" /> {{ label() }}
        </button>
      </div>
    } @else {
      <p class="small foot-missing" id="seal-missing">
        {{ t('opinion.missing') }}
        @for (lack of lacks().slice(0, most); track $index; let last = $last) {
          <button type="button" class="btn btn-link small" (click)="go(lack)">{{ lack.text }}</button>{{
            last ? '' : ', '
          }}
        }
        @if (lacks().length > most) {
          {{ t.count('opinion.missing.more', lacks().length - most) }}
        }
      </p>
      <div class="foot-acts">
        <button
          type="button"
          class="btn btn-locked"
          aria-disabled="true"
          aria-describedby="seal-missing"
          (click)="state().showAll()"
        >
          <svg appIcon="lock" /> {{ label() }}
        </button>
      </div>
    }
  `,
})
export class SealFoot {
  readonly state = input.required<FormState>();
  readonly saver = input.required<DraftSaver>();
  readonly label = input.required<string>();
  readonly busy = input(false);
  readonly seal = output();
  readonly show = output<string>();

  protected readonly t = injectTexts(auditsTexts);
  private readonly words = inject(FormWords);
  protected readonly most = SHOWN;

  protected readonly lacks = computed<readonly Lack[]>(() => {
    const { form } = this.state().source;
    const seen = new Set<string>();
    return this.state()
      .checks()
      .filter(({ kind }) => kind === 'missing' || kind === 'error')
      .flatMap(({ kind, question }) => {
        const [code = question] = question.split('.');
        if (seen.has(code)) return [];
        seen.add(code);
        const label = this.words.label(form, code);
        return [{ question: code, text: kind === 'error' ? this.t('opinion.wrong', { label }) : label }];
      });
  });

  protected go({ question }: Lack): void {
    this.state().showAll();
    this.show.emit(question);
    setTimeout(() => {
      reveal(question);
    }, 50);
  }
}
