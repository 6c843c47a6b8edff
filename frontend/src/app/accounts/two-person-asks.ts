import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { ActFoot } from '../ui/act-foot';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icons';
import { ProblemBanner } from '../ui/problem-banner';
import { Toasts } from '../ui/toast';
import { accountTexts } from './texts';

export type SecondAnswer = 'confirm' | 'decline';

/** What one person asked for and a second one decides, in words. `path` takes `/confirm` and `/decline`. */
export interface TwoPersonAsk {
  readonly id: string;
  readonly version: number;
  readonly path: string;
  readonly icon: IconName;
  readonly what: string;
  readonly about: string;
  readonly askedByMe: boolean;
  readonly askedAt: string;
  readonly mayConfirm: boolean;
  readonly confirm: string;
  /** Title and text of the question before each answer, and what is said after it. */
  readonly words: Readonly<
    Record<SecondAnswer, { readonly title: string; readonly text: string; readonly done: string }>
  >;
}

interface Asked {
  readonly ask: TwoPersonAsk;
  readonly answer: SecondAnswer;
}

/** What waits for its second person, with the two answers. Input: `asks`. Output: `changed`. */
@Component({
  selector: 'app-two-person-asks',
  host: { class: 'block stack' },
  imports: [ActFoot, Dialog, Icon, ProblemBanner],
  template: `
    @for (ask of asks(); track ask.id) {
      <section class="card stack approval" [attr.aria-label]="ask.what">
        <p class="line line-top">
          <svg [appIcon]="ask.icon" /> <b>{{ ask.what }}</b>
        </p>
        <p>{{ ask.about }}</p>
        <p class="small muted">
          {{
            t(ask.askedByMe ? 'request.by-me' : 'request.by-other', {
              date: formats.dateTime(ask.askedAt),
            })
          }}
        </p>
        @if (ask.askedByMe) {
          <p class="small muted">{{ t('request.wait-mine') }}</p>
        }
        <div class="btns">
          @if (ask.mayConfirm) {
            <button type="button" class="btn" (click)="asked.set({ ask, answer: 'confirm' })">
              {{ ask.confirm }}
            </button>
          }
          <button type="button" class="btn" (click)="asked.set({ ask, answer: 'decline' })">
            {{ refusal(ask) }}
          </button>
        </div>
      </section>
    }
    <app-dialog [open]="asked() !== null" [title]="title()" (closed)="leave()">
      @if (asked(); as one) {
        @if (act.problem(); as problem) {
          <app-problem-banner [problem]="problem" [again]="false" />
        }
        <p>{{ one.ask.words[one.answer].text }}</p>
        <app-act-foot
          [verb]="one.answer === 'confirm' ? one.ask.confirm : refusal(one.ask)"
          [busy]="act.busy()"
          (act)="send(one)"
          (leave)="leave()"
        />
      }
    </app-dialog>
  `,
})
export class TwoPersonAsks {
  readonly asks = input.required<readonly TwoPersonAsk[]>();
  readonly changed = output();

  protected readonly t = injectTexts(accountTexts);
  protected readonly formats = inject(Formats);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly asked = signal<Asked | null>(null);

  protected readonly title = computed(() => {
    const one = this.asked();
    return one === null ? '' : one.ask.words[one.answer].title;
  });

  protected refusal({ askedByMe }: TwoPersonAsk): string {
    return this.t(askedByMe ? 'request.take-back' : 'request.decline');
  }

  protected leave(): void {
    this.act.forget();
    this.asked.set(null);
  }

  protected async send({ ask: { id, version, path, words }, answer }: Asked): Promise<void> {
    const url = `${path}/${id}/${answer}`;
    if (!(await this.act.send({ method: 'POST', url, body: {}, ifMatch: version, subject: id }))) return;
    this.toasts.show(words[answer].done);
    this.asked.set(null);
    this.changed.emit();
  }
}
