import {
  afterNextRender,
  Component,
  type ElementRef,
  inject,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { problemOf, type ProblemView } from '../core/problem-view';
import { injectTexts } from '../core/texts';
import { Field } from '../ui/field';
import { ProblemBanner } from '../ui/problem-banner';
import { OwnFactor } from './own-factor';
import { securityTexts } from './texts';

/** The second step of signing in: six digits of the phone, or a code from paper. Output: `given`. */
@Component({
  selector: 'app-give-code',
  host: { class: 'block stack' },
  imports: [Field, ProblemBanner],
  template: `
    <p>{{ t('code.lead') }}</p>
    <form class="form card" novalidate method="post" action="/verification" (submit)="send($event)">
      @if (problem(); as found) {
        @if (found.fields.length === 0) {
          <app-problem-banner [problem]="found" [again]="false" />
        }
      }
      <app-field
        boxId="code"
        name="code"
        [label]="t(paper() ? 'code.recovery-label' : 'code.label')"
        [hint]="paper() ? t('code.recovery-hint') : ''"
        [problem]="problem()"
        [fault]="missing() ? t('code.missing') : ''"
      >
        <input
          #box
          id="code"
          name="code"
          class="box code-box"
          [attr.inputmode]="paper() ? 'text' : 'numeric'"
          [attr.autocomplete]="paper() ? 'off' : 'one-time-code'"
          autocapitalize="characters"
          spellcheck="false"
          maxlength="40"
        />
      </app-field>
      <button class="btn btn-primary btn-big btn-block" [attr.aria-busy]="busy()" [disabled]="busy()">
        {{ busy() ? t('wait') : t('code.enter') }}
      </button>
    </form>
    <p>
      <button type="button" class="btn btn-link" (click)="swap()">
        {{ t(paper() ? 'code.use-app' : 'code.use-recovery') }}
      </button>
    </p>
    @if (paper()) {
      <p class="small muted">{{ t('code.lost') }}</p>
    }
  `,
})
export class GiveCode {
  readonly given = output();
  protected readonly t = injectTexts(securityTexts);
  private readonly own = inject(OwnFactor);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  protected readonly paper = signal(false);
  protected readonly busy = signal(false);
  protected readonly missing = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  constructor() {
    afterNextRender(() => {
      this.box().nativeElement.focus();
    });
  }

  protected swap(): void {
    this.paper.update((paper) => !paper);
    this.missing.set(false);
    this.problem.set(null);
    this.box().nativeElement.value = '';
    this.box().nativeElement.focus();
  }

  protected async send(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const code = this.box().nativeElement.value.trim();
    this.problem.set(null);
    this.missing.set(code === '');
    if (code === '' || this.busy()) return;
    this.busy.set(true);
    try {
      await this.own.give(code);
      this.given.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
      this.box().nativeElement.select();
    } finally {
      this.busy.set(false);
    }
  }
}
