import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { injectTexts, TextStore } from '../core/texts';
import { Outbox } from '../offline/outbox';
import { recordBefore, type Row } from '../offline/outbox-row';
import { FIRST_REMOVED } from '../offline/outbox-rows';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { RowWords } from './row-words';
import { syncTexts } from './texts';

/** A row that does not go on without its writer: why, and what to do. Input: `row`, refused or put aside. */
@Component({
  selector: 'app-refused-row',
  host: { class: 'block' },
  imports: [Dialog, Icon],
  template: `
    <article class="card card-flush settle" [class.settle-quiet]="row().state === 'aside'">
      <div class="settle-head line">
        <span class="tile"><svg [appIcon]="words.icon(row())" /></span>
        <div class="row-text">
          <h3 class="row-title">{{ words.title(row()) }}</h3>
          <p class="row-sub">{{ words.sub(row()) }}</p>
        </div>
      </div>
      <div class="card-part stack-8">
        <p>
          @if (row().state === 'refused') {
            <b>{{ t('refused.lead') }}.</b>
          }
          {{ row().problem ? words.reason(row()) : t('aside.text') }}
        </p>
        @if (faults().length > 0) {
          <ul class="small">
            @for (fault of faults(); track fault) {
              <li>{{ fault }}</li>
            }
          </ul>
        }
        <div class="btns">
          @if (row().body !== null && row().state === 'refused') {
            <button type="button" class="btn" (click)="correct()">
              <svg appIcon="pencil" class="icon-20" /> {{ t('correct') }}
            </button>
          }
          @if (isStale()) {
            <button type="button" class="btn" (click)="redo()">
              <svg appIcon="refresh" class="icon-20" /> {{ t('redo') }}
            </button>
          } @else if (!isOrphan()) {
            <button type="button" class="btn" (click)="resume()">
              <svg appIcon="cloud-up" class="icon-20" /> {{ t('resume') }}
            </button>
          }
          @if (row().state === 'refused') {
            <button type="button" class="btn btn-link" (click)="putAside()">{{ t('put-aside') }}</button>
          } @else {
            <button type="button" class="btn btn-link" (click)="asking.set(true)">{{ t('remove') }}</button>
          }
        </div>
      </div>
    </article>
    <app-dialog [open]="asking()" [title]="t('remove.question')" (closed)="asking.set(false)">
      <p>{{ t('remove.text') }}</p>
      @if (following() > 0) {
        <p>{{ t.count('remove.follows', following()) }}</p>
      }
      <div class="btns">
        <button type="button" class="btn btn-primary" data-safe (click)="asking.set(false)">
          {{ t('remove.keep') }}
        </button>
        <button type="button" class="btn" (click)="remove()">{{ t('remove') }}</button>
      </div>
    </app-dialog>
  `,
})
export class RefusedRow {
  readonly row = input.required<Row>();

  protected readonly t = injectTexts(syncTexts);
  protected readonly words = inject(RowWords);
  private readonly language = inject(TextStore).language;
  private readonly outbox = inject(Outbox);
  private readonly router = inject(Router);
  protected readonly asking = signal(false);
  /** What it was to go after was removed: nothing would take it. */
  /** What is said of single answers beyond what is said of all. */
  protected readonly faults = computed(() => {
    const said = this.row().problem?.fields.map((fault) => fault[this.language()]) ?? [];
    return [...new Set(said)].filter((sentence) => sentence !== this.words.reason(this.row()));
  });
  protected readonly isOrphan = computed(() => this.row().problem?.code === FIRST_REMOVED);
  /** How many are put aside with it when it is removed. */
  protected readonly following = computed(() => {
    const { kind, subject } = this.row();
    const follows = (one: Row) => recordBefore(one) === subject && one.state !== 'received';
    return kind === 'notification' ? this.outbox.rows().filter(follows).length : 0;
  });
  protected readonly isStale = computed(() => this.row().problem?.code === 'stale');

  /** Back to the page on which it was written, which takes it up again. */
  protected async correct(): Promise<void> {
    const { page, key } = this.row();
    const address = this.router.parseUrl(page);
    address.queryParams = { ...address.queryParams, reprendre: key };
    await this.router.navigateByUrl(address);
  }

  protected redo(): Promise<void> {
    return this.outbox.desk.act((core) => core.redo(this.row().key));
  }

  protected resume(): Promise<void> {
    return this.outbox.desk.act((core) => core.resume(this.row().key));
  }

  protected putAside(): Promise<void> {
    return this.outbox.desk.act((core) => core.putAside(this.row().key));
  }

  protected remove(): Promise<void> {
    this.asking.set(false);
    return this.outbox.desk.act((core) => core.takeAway(this.row().key));
  }
}
