import { Component, inject, input, signal } from '@angular/core';
import { coreTexts } from '../../core/core-texts';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { injectTexts } from '../../core/texts';
import { Dialog } from '../dialog';
import { Icon } from '../icon';
import { ProblemBanner } from '../problem-banner';
import { Toasts } from '../toast';
import { LeavingFiles } from './leaving-files';
import { exportTexts } from './texts';

type Filters = Readonly<Record<string, string | boolean | null | undefined>>;

/**
 * The button that lets a list leave as a file, and the question before it. Inputs: `path` of the list, its `filters` as the page has
 * them, `whole` for a table without filter.
 */
@Component({
  selector: 'app-export-door',
  host: { class: 'no-print' },
  imports: [Dialog, Icon, ProblemBanner],
  template: `
    <button type="button" class="btn" [class.btn-block]="block()" (click)="ask()">
      <svg appIcon="download" class="icon-20" /> {{ t('open') }}
    </button>
    <app-dialog [open]="asking()" [title]="t('title')" (closed)="asking.set(false)">
      <p>{{ t(whole() ? 'leavesAll' : 'leaves') }}</p>
      <p>{{ t('recorded') }}</p>
      @if (problem(); as found) {
        <app-problem-banner [problem]="found" [again]="false" />
      }
      <div class="btns">
        <button
          type="button"
          class="btn btn-primary"
          [attr.aria-busy]="busy()"
          [disabled]="busy()"
          (click)="take('xlsx')"
        >
          {{ busy() ? t('making') : t('xlsx') }}
        </button>
        <button type="button" class="btn" [disabled]="busy()" (click)="take('csv')">{{ t('csv') }}</button>
        <button type="button" class="btn" data-safe (click)="asking.set(false)">{{ core('cancel') }}</button>
      </div>
    </app-dialog>
  `,
})
export class ExportDoor {
  readonly path = input.required<string>();
  readonly filters = input<Filters>({});
  readonly whole = input(false);
  readonly block = input(false);

  protected readonly t = injectTexts(exportTexts);
  protected readonly core = injectTexts(coreTexts);
  private readonly files = inject(LeavingFiles);
  private readonly toasts = inject(Toasts);
  protected readonly asking = signal(false);
  protected readonly busy = signal(false);
  protected readonly problem = signal<ProblemView | null>(null);

  protected ask(): void {
    this.problem.set(null);
    this.asking.set(true);
  }

  protected async take(format: 'csv' | 'xlsx'): Promise<void> {
    const chosen = Object.entries(this.filters()).filter(
      ([, value]) => value !== null && value !== undefined && value !== '',
    );
    this.busy.set(true);
    this.problem.set(null);
    try {
      const name = await this.files.save(`${this.path()}/export`, {
        ...Object.fromEntries(chosen),
        format,
      });
      if (name === null) return;
      this.asking.set(false);
      this.toasts.show(this.t('done', { name }));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
