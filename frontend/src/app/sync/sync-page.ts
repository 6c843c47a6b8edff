import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, resource, signal } from '@angular/core';
import { Connectivity } from '../core/connectivity';
import { coreTexts } from '../core/core-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Outbox } from '../offline/outbox';
import type { Row } from '../offline/outbox-row';
import { Banner } from '../ui/banner';
import { Icon } from '../ui/icon';
import { Meter } from '../ui/meter';
import { PageHead } from '../ui/page-head';
import { ChooseRow } from './choose-row';
import { RefusedRow } from './refused-row';
import { RescueFile } from './rescue-file';
import { RowWords } from './row-words';
import { syncTexts } from './texts';

const DAY_MS = 86_400_000;
const SHOWN_ARRIVALS = 10;

/** What waits on this device, what has arrived, and what needs its writer. */
@Component({
  selector: 'app-sync-page',
  imports: [Banner, ChooseRow, Icon, Meter, NgTemplateOutlet, PageHead, RefusedRow, RescueFile],
  template: `
    <app-page-head [title]="t('title')" [lead]="t('lead')" [back]="['/plus']" />
    <div class="page sync-page">
      <div class="cols">
        <div class="stack">
          <section class="card sync-now" aria-labelledby="sync-now">
            <div class="line sync-head">
              <span class="saved-disc" [class.is-quiet]="!outbox.allSent()"
                ><svg [appIcon]="icon()" class="icon-32"
              /></span>
              <div role="status">
                <h2 id="sync-now" class="heading">
                  {{ headline() }}
                </h2>
                @if (outbox.isRead()) {
                  <p class="muted">{{ last() ? t('last', { time: last() ?? '' }) : t('last.none') }}</p>
                }
                @if (waiting().length > 0) {
                  <p class="muted">{{ t(outbox.lasting() ? 'here' : 'here.page') }}</p>
                }
              </div>
            </div>
            @if (waiting().length > 0) {
              <button
                type="button"
                class="btn btn-primary btn-block"
                [attr.aria-busy]="trying()"
                (click)="send()"
              >
                <svg appIcon="refresh" /> {{ t(trying() ? 'trying' : 'try') }}
              </button>
              <p class="small muted center-text">{{ t('size', { size: formats.size(size()) }) }}</p>
            }
          </section>
          @if (isLate()) {
            <app-banner tone="warn" [lead]="t('late.lead')">{{ t('late') }}</app-banner>
          }
          @if (waiting().length > 0) {
            <section class="stack-8" aria-labelledby="sync-waiting">
              <h2 id="sync-waiting" class="group-head">{{ t('on-device') }}</h2>
              <ul class="rows">
                @for (row of waiting(); track row.key) {
                  <ng-container
                    [ngTemplateOutlet]="line"
                    [ngTemplateOutletContext]="{
                      row,
                      icon: 'smartphone',
                      state: words.arriving(row) || place(row),
                      end: words.age(row, now()),
                    }"
                  />
                }
              </ul>
            </section>
          } @else if (outbox.allSent() && arrived().length === 0) {
            <p class="muted">{{ t('none') }}</p>
          }
          @if (arrived().length > 0) {
            <section class="stack-8" aria-labelledby="sync-arrived">
              <h2 id="sync-arrived" class="group-head">{{ t('arrived') }}</h2>
              <ul class="rows">
                @for (row of arrived(); track row.key) {
                  <ng-container
                    [ngTemplateOutlet]="line"
                    [ngTemplateOutletContext]="{
                      row,
                      icon: 'cloud-check',
                      state: t('arrived.state'),
                      end: t('arrived.receipt', { receipt: row.receipt ?? '' }),
                    }"
                  />
                }
              </ul>
            </section>
          }
        </div>
        <aside class="stack">
          @if (toSettle().length > 0 || choices() > 0) {
            <section class="stack-8" aria-labelledby="sync-settle">
              <h2 id="sync-settle" class="group-head">{{ t('settle') }}</h2>
              @if (choices() > 0) {
                <article class="card card-flush settle">
                  <div class="settle-head">
                    <h3 class="row-title">{{ t.count('choice', choices()) }}</h3>
                    <p>{{ t('choice.text') }}</p>
                  </div>
                  @for (row of chosenFrom(); track row.key) {
                    @for (choice of row.choices; track choice.question) {
                      <app-choose-row class="card-part" [row]="row" [choice]="choice" />
                    }
                  }
                </article>
              }
              @for (row of toSettle(); track row.key) {
                <app-refused-row [row]="row" />
              }
            </section>
          }
          @if (aside().length > 0) {
            <section class="stack-8" aria-labelledby="sync-aside">
              <h2 id="sync-aside" class="group-head">{{ t('aside') }}</h2>
              @for (row of aside(); track row.key) {
                <app-refused-row [row]="row" />
              }
            </section>
          }
          <app-rescue-file />
          @if (outbox.lasting() && space.hasValue() && space.value(); as found) {
            <section class="card stack-8" aria-labelledby="sync-space">
              <h2 id="sync-space">{{ t('space') }}</h2>
              <app-meter [share]="found.used / found.whole" [label]="spaceWords(found)" />
              <p class="small muted">{{ spaceWords(found) }}</p>
            </section>
          }
        </aside>
      </div>
    </div>
    <ng-template #line let-row="row" let-icon="icon" let-state="state" let-end="end">
      <li>
        <div class="row row-sync">
          <span class="tile"><svg [appIcon]="words.icon(row)" /></span>
          <div class="row-text">
            <b class="row-title">{{ words.title(row) }}</b>
            <p class="row-sub">{{ words.sub(row) }}</p>
            <p class="small line" [class.sync-arrived]="icon === 'cloud-check'">
              <svg class="icon-20" [appIcon]="icon" /> {{ state }}
            </p>
          </div>
          <span class="small muted num">{{ end }}</span>
        </div>
      </li>
    </ng-template>
  `,
})
export class SyncPage {
  protected readonly t = injectTexts(syncTexts);
  private readonly core = injectTexts(coreTexts);
  protected readonly words = inject(RowWords);
  protected readonly formats = inject(Formats);
  protected readonly outbox = inject(Outbox);
  private readonly connectivity = inject(Connectivity);

  protected readonly trying = signal(false);
  protected readonly now = signal(Date.now());
  protected readonly waiting = computed(() => this.outbox.rows().filter(({ state }) => state === 'kept'));
  protected readonly toSettle = computed(() => this.outbox.rows().filter(({ state }) => state === 'refused'));
  protected readonly aside = computed(() => this.outbox.rows().filter(({ state }) => state === 'aside'));
  protected readonly chosenFrom = computed(() => this.outbox.rows().filter((row) => row.choices.length > 0));
  protected readonly choices = computed(() =>
    this.chosenFrom().reduce((sum, row) => sum + row.choices.length, 0),
  );
  private readonly received = computed(() =>
    this.outbox
      .rows()
      .filter(({ state }) => state === 'received')
      .toSorted((a, b) => (b.receivedAt ?? 0) - (a.receivedAt ?? 0)),
  );
  protected readonly arrived = computed(() => this.received().slice(0, SHOWN_ARRIVALS));
  protected readonly last = computed(() => {
    const at = this.received()[0]?.receivedAt ?? null;
    return at === null ? null : this.words.time(at);
  });
  protected readonly size = computed(() => this.waiting().reduce((sum, { bytes }) => sum + bytes, 0));
  protected readonly isLate = computed(() => this.waiting().some(({ at }) => this.now() - at > DAY_MS));
  protected readonly icon = computed(() => {
    if (!this.connectivity.online()) return 'cloud-off' as const;
    return this.outbox.allSent() ? ('cloud-check' as const) : ('cloud-up' as const);
  });
  protected readonly headline = computed(() => {
    if (!this.outbox.isRead()) return this.core('sent.reading');
    if (this.waiting().length > 0) return this.t.count('waiting', this.waiting().length);
    if (this.outbox.needsMe() > 0) return this.core.count('sent.mine', this.outbox.needsMe());
    return this.t(this.outbox.allSent() ? 'all' : 'nothing-waits');
  });
  protected readonly space = resource({ loader: roomTaken });

  /** Where a row that waits lies, or what it waits for. */
  protected place({ after }: Row): string {
    const first = this.outbox.rows().find(({ subject, state }) => subject === after && state !== 'received');
    if (first !== undefined) return this.t('after');
    return this.t(this.outbox.lasting() ? 'on-device.state' : 'on-page.state');
  }

  protected async send(): Promise<void> {
    if (this.trying()) return;
    this.trying.set(true);
    await this.outbox.desk.pump().finally(() => {
      this.trying.set(false);
      this.now.set(Date.now());
    });
  }

  protected spaceWords({ used, whole }: Room): string {
    return this.t('space.text', { used: this.formats.size(used), whole: this.formats.size(whole) });
  }
}

interface Room {
  readonly used: number;
  readonly whole: number;
}

/** What the browser says of its own; some say nothing. */
async function roomTaken(): Promise<Room | null> {
  if (!('storage' in navigator)) return null;
  const { usage, quota } = await navigator.storage.estimate();
  return usage === undefined || quota === undefined || quota === 0 ? null : { used: usage, whole: quota };
}
