import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { PhaseView } from '@domain/cases/case.js';
import { localNow } from '../../core/dates-and-numbers';
import { Formats } from '../../core/formats';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import type { DraftSaver } from '../../offline/draft-saver';
import { Outbox } from '../../offline/outbox';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { ProblemBanner } from '../../ui/problem-banner';
import { ActFoot } from '../../ui/act-foot';
import { EntryWords } from '../entry-words';
import { reviewTexts } from './texts';

/**
 * The facilities of the path and their signatures; the own part is signed here. Inputs: `caseId`, `path`, `saver` (emptied before signing).
 * Output: `signed` with the path after it. `ask()` opens the question.
 */
@Component({
  selector: 'app-sign-phase',
  host: { class: 'block' },
  imports: [ActFoot, Dialog, Icon, ProblemBanner],
  template: `
    <section class="card stack-8" aria-labelledby="path">
      <h2 id="path">{{ t('path') }}</h2>
      <ol class="path">
        @for (phase of path(); track phase.placeId) {
          <li>
            <span class="grow">{{ phase.name }}</span>
            @if (phase.signedAt; as at) {
              <span class="line ok small"
                ><svg appIcon="done" class="icon-20" />
                {{ t('path.signed', { date: formats.date(at) }) }}</span
              >
            } @else {
              <span class="small muted">{{ t('path.open') }}</span>
            }
            @if (phase.entry; as entry) {
              <p class="small muted path-more">{{ entries.line(entry) }}</p>
            }
          </li>
        }
      </ol>
      @if (mine().length > 0) {
        <button type="button" class="btn btn-block" (click)="ask()">
          <svg appIcon="pencil" class="icon-20" /> {{ t('sign') }}
        </button>
      }
    </section>
    <app-dialog [open]="asking()" [title]="t('sign.question')" (closed)="asking.set(false)">
      <p>{{ t('sign.text', { place: names() }) }}</p>
      @if (problem(); as refused) {
        <app-problem-banner [problem]="refused" [again]="false" />
      }
      @if (asking()) {
        <app-act-foot
          [verb]="t('sign')"
          [back]="t('sign.later')"
          [busy]="busy()"
          (act)="sign()"
          (leave)="later()"
        />
      }
    </app-dialog>
  `,
})
export class SignPhase {
  readonly caseId = input.required<string>();
  readonly path = input.required<readonly PhaseView[]>();
  readonly saver = input.required<DraftSaver>();
  readonly signed = output<readonly PhaseView[]>();

  protected readonly t = injectTexts(reviewTexts);
  protected readonly formats = inject(Formats);
  protected readonly entries = inject(EntryWords);
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  protected readonly asking = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);
  protected readonly mine = computed(() => this.path().filter(({ mine }) => mine));
  protected readonly names = computed(() =>
    this.mine()
      .map(({ name }) => name)
      .join(', '),
  );

  ask(): void {
    this.problem.set(null);
    this.asking.set(true);
  }

  protected later(): void {
    this.asking.set(false);
  }

  protected async sign(): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.saver().flush();
      const subject = `draft:${this.caseId()}`;
      await this.outbox.send({
        method: 'POST',
        url: `/cases/${this.caseId()}/sign-phase`,
        body: {},
        subject,
      });
      const at = localNow();
      this.signed.emit(this.path().map((phase) => (phase.mine ? { ...phase, signedAt: at } : phase)));
      this.asking.set(false);
      await this.router.navigate(['/cas', this.caseId()]);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
