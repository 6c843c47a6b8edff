import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { FacilityImportView } from '@domain/facilities/place.js';
import { Api } from '../core/api';
import { problemOf, type ProblemView } from '../core/problem-view';
import { downloaded } from '../core/download';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { uuidv7 } from '../offline/uuid';
import { Banner } from '../ui/banner';
import { Cell, DataTable } from '../ui/data-table';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { problemTexts } from './problem-texts';
import { refusedFile, type RefusedWords } from './refused-lines';
import { facilityTexts } from './texts';

const LONGEST_BYTES = 5_000_000;
const PAUSE = 700;

/** Imports a list of facilities: the file, the progress, then the report line by line. */
@Component({
  selector: 'app-import-page',
  imports: [Banner, Cell, DataTable, Field, Icon, PageHead, ProblemBanner, RouterLink],
  template: `
    <app-page-head
      [title]="t('import')"
      [lead]="t('import.lead')"
      [back]="['/structures']"
      [crumbs]="[{ label: t('title'), link: ['/structures'] }, { label: t('import') }]"
    />
    <div class="page">
      @if (report(); as view) {
        @if (view.state === 'running') {
          <div class="card" role="status">
            <p>{{ t('import.running', { done: view.done, total: view.total }) }}</p>
            <progress
              class="block"
              [attr.aria-label]="t('import')"
              [value]="view.done"
              [max]="view.total || 1"
            ></progress>
          </div>
        } @else {
          <app-banner
            [tone]="view.state === 'failed' ? 'warn' : 'ok'"
            [lead]="t(view.state === 'failed' ? 'import.failed' : 'import.finished')"
          >
            @if (view.state === 'failed') {
              <p>{{ t('import.failed-text') }}</p>
            }
          </app-banner>
          <dl class="facts">
            @for (one of counts(); track one.label) {
              <div>
                <dt>{{ one.label }}</dt>
                <dd>{{ one.n }}</dd>
              </div>
            }
          </dl>
          @if (refused().length > 0) {
            <h2>{{ t('import.refused.title') }}</h2>
            <div class="btns">
              <button type="button" class="btn" (click)="download()">
                <svg appIcon="download" class="icon-20" /> {{ t('import.download') }}
              </button>
            </div>
            <app-data-table
              [columns]="refusedColumns()"
              [rows]="refused()"
              [caption]="t('import.refused.title')"
            >
              <ng-template appCell let-row let-key="key">
                {{ row[key] }}
              </ng-template>
            </app-data-table>
          }
          @if (view.nearDuplicates.length > 0) {
            <h2>{{ t('import.near.title') }}</h2>
            <p>{{ t('import.near.text') }}</p>
            <app-data-table
              [columns]="nearColumns()"
              [rows]="view.nearDuplicates"
              [caption]="t('import.near.title')"
            >
              <ng-template appCell let-row let-key="key">
                {{ row[key] }}
              </ng-template>
            </app-data-table>
          }
          <div class="btns">
            <a class="btn btn-primary" routerLink="/structures">{{ t('import.places') }}</a>
            <button type="button" class="btn" (click)="restart()">{{ t('import.again') }}</button>
          </div>
        }
      } @else {
        <form class="form narrow" novalidate (submit)="start($event)">
          @if (act.problem(); as problem) {
            <app-problem-banner [problem]="problem" [again]="false" />
          }
          <app-field
            boxId="file"
            name="csv"
            [label]="t('import.file')"
            [hint]="t('import.columns')"
            [problem]="act.problem()"
            [fault]="fault()"
          >
            <input id="file" type="file" class="box" accept=".csv,text/csv" (change)="choose($event)" />
          </app-field>
          <button type="submit" class="btn btn-primary btn-block" [disabled]="act.busy()">
            <svg appIcon="upload" class="icon-20" /> {{ t('import.send') }}
          </button>
        </form>
      }
      @if (lost(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="follow()" />
      }
    </div>
  `,
})
export class ImportPage {
  protected readonly t = injectTexts(facilityTexts);
  private readonly problems = injectTexts(problemTexts);
  protected readonly act = acting();
  private readonly api = inject(Api);

  private readonly file = signal<File | null>(null);
  private readonly lines = signal<readonly string[]>([]);
  private id = uuidv7();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private left = false;
  protected readonly tried = signal(false);
  protected readonly report = signal<FacilityImportView | null>(null);
  protected readonly lost = signal<ProblemView | null>(null);

  protected readonly fault = computed(() => {
    const file = this.file();
    if (file !== null && file.size > LONGEST_BYTES) return this.t('import.too-big');
    return this.tried() && file === null ? this.t('import.file.fault') : '';
  });
  protected readonly counts = computed(() => {
    const view = this.report();
    if (view === null) return [];
    return [
      { label: this.t('import.created'), n: view.created },
      { label: this.t('import.unchanged'), n: view.unchanged },
      { label: this.t('import.near'), n: view.nearDuplicates.length },
      { label: this.t('import.refused'), n: view.refused.length },
    ];
  });
  protected readonly refused = computed<readonly RefusedWords[]>(() =>
    (this.report()?.refused ?? []).map(({ line, code, params }) => ({
      line,
      text: this.lines()[line - 1] ?? '',
      reason: this.problems.find(code, params) ?? code,
    })),
  );
  protected readonly refusedColumns = computed(() => [
    { key: 'line', label: this.t('line') },
    { key: 'reason', label: this.t('reason') },
    { key: 'text', label: this.t('name') },
  ]);
  protected readonly nearColumns = computed(() => [
    { key: 'line', label: this.t('line') },
    { key: 'name', label: this.t('name') },
    { key: 'existing', label: this.t('existing') },
  ]);

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.left = true;
      clearTimeout(this.timer);
    });
  }

  protected choose(event: Event): void {
    this.file.set((event.target as HTMLInputElement).files?.[0] ?? null);
    this.act.forget();
  }

  protected restart(): void {
    this.report.set(null);
    this.file.set(null);
    this.tried.set(false);
    this.id = uuidv7();
  }

  protected async start(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const file = this.file();
    if (file === null || this.fault() !== '') return;
    const csv = await file.text();
    this.lines.set(csv.split(/\r?\n/));
    const body = { id: this.id, fileName: file.name, csv };
    if (await this.act.send({ method: 'POST', url: '/facility-imports', body, subject: this.id })) {
      await this.follow();
    }
  }

  /** Reads the progress until the import is over or the page is left. */
  protected async follow(): Promise<void> {
    this.lost.set(null);
    try {
      const view = await this.api.get<FacilityImportView>(`/facility-imports/${this.id}`);
      this.report.set(view);
      if (view.state === 'running' && !this.left) this.timer = setTimeout(() => void this.follow(), PAUSE);
    } catch (error) {
      this.lost.set(problemOf(error));
    }
  }

  protected download(): void {
    const heading = [this.t('line'), this.t('reason'), this.t('name')];
    downloaded(refusedFile(heading, this.refused()), this.t('import.file-name'));
  }
}
