import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  isSettled,
  ITEM_STATES,
  SURVIVOR_ITEMS,
  type ConcernView,
  type SurvivorItem,
} from '@domain/safeguarding/survivor-checklist.js';
import { Api } from '../core/api';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { Banner } from '../ui/banner';
import { TelephoneRoute } from '../ui/concern/telephone-route';
import { groupNumber } from '../ui/copy-number';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { Segmented, type Choice } from '../ui/segmented';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { safeguardingTexts } from './texts';

const MOST = 40;

/** One alert, for the person named for safeguarding: whom to call, and what is looked after for the children who live on. Ticks only. */
@Component({
  selector: 'app-concern-page',
  imports: [Banner, Field, Icon, PageHead, ProblemBanner, RouterLink, Segmented, Skeleton, TelephoneRoute],
  template: `
    <app-page-head [title]="t('title')" [lead]="t('lead')" [back]="['/']" />
    <div class="page">
      @if (found.problem() ?? act.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="again()" />
      }
      @if (found.value(); as view) {
        @if (view.closedAt; as at) {
          <app-banner tone="ok" [lead]="t('closed')">{{
            t('closed.on', { date: formats.date(at) })
          }}</app-banner>
        } @else {
          <app-banner tone="info" icon="lock" [lead]="t('private')">{{ t('private.text') }}</app-banner>
        }
        <div class="cols">
          <div>
            <section class="card stack" aria-labelledby="checklist">
              <h2 id="checklist">{{ t('checklist') }}</h2>
              <form class="stack-8" novalidate (submit)="count($event, view)">
                <app-field
                  boxId="children"
                  name="children"
                  [label]="t('children')"
                  [hint]="t('children.hint')"
                  [problem]="act.problem()"
                  [fault]="tried() && children() === null ? t('children.fault') : ''"
                >
                  <div class="line">
                    <input
                      autocomplete="off"
                      id="children"
                      class="box num"
                      inputmode="numeric"
                      maxlength="2"
                      [disabled]="view.closedAt !== null"
                      [value]="written()"
                      (input)="written.set(read($event))"
                    />
                    @if (view.closedAt === null) {
                      <button type="submit" class="btn" [disabled]="act.busy()">
                        {{ t('children.save') }}
                      </button>
                    }
                  </div>
                </app-field>
              </form>
              @for (item of items; track item) {
                <app-segmented
                  [name]="item"
                  [label]="t.find('item.' + item) ?? ''"
                  [choices]="choices()"
                  [value]="view.checklist.items[item]"
                  [disabled]="view.closedAt !== null"
                  (choose)="tick(view, item, $event)"
                />
              }
            </section>
          </div>
          <div>
            <section class="card stack-8" aria-labelledby="of-case">
              <h2 id="of-case">
                {{ t('case') }} <span class="num">{{ grouped(view.caseNumber) }}</span>
              </h2>
              <dl class="pairs">
                <div>
                  <dt>{{ t('place') }}</dt>
                  <dd>{{ view.placeName }}</dd>
                </div>
                <div>
                  <dt>{{ t('raised') }}</dt>
                  <dd>{{ formats.dateTime(view.raisedAt) }}</dd>
                </div>
                <div>
                  <dt>{{ t('by') }}</dt>
                  <dd>{{ view.raisedBy ?? t('by.reviewer') }}</dd>
                </div>
              </dl>
              @if (view.caseId; as id) {
                <a class="btn" [routerLink]="['/cas', id]">{{ t('case.open') }}</a>
              }
            </section>
            <app-telephone-route [route]="view.route" />
            @if (view.closedAt === null) {
              <section class="card stack-8">
                <p id="standing" role="status">{{ standing() }}</p>
                @if (settled()) {
                  <button
                    type="button"
                    class="btn btn-primary btn-block"
                    [disabled]="act.busy()"
                    (click)="close(view)"
                  >
                    {{ t('close') }}
                  </button>
                } @else {
                  <button
                    type="button"
                    class="btn btn-locked btn-block"
                    aria-disabled="true"
                    aria-describedby="standing"
                  >
                    <svg appIcon="lock" /> {{ t('close') }}
                  </button>
                }
                <p class="small muted">{{ t('close.hint') }}</p>
              </section>
            }
          </div>
        </div>
      } @else if (found.loading()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class ConcernPage {
  readonly id = input.required<string>();

  protected readonly t = injectTexts(safeguardingTexts);
  protected readonly formats = inject(Formats);
  private readonly toasts = inject(Toasts);
  protected readonly found = inject(Api).read<ConcernView>(() => `/concerns/${this.id()}`);
  protected readonly act = acting();
  protected readonly items = SURVIVOR_ITEMS;
  protected readonly grouped = groupNumber;
  protected readonly tried = signal(false);
  protected readonly choices = computed<readonly Choice[]>(() =>
    ITEM_STATES.map((value) => ({ value, label: this.t(`state.${value}`) })),
  );
  protected readonly written = linkedSignal(() => String(this.found.value()?.checklist.children ?? ''));
  protected readonly children = computed(() => {
    const text = this.written().trim();
    return /^\d{1,2}$/.test(text) && Number(text) <= MOST ? Number(text) : null;
  });
  protected readonly settled = computed(() => {
    const view = this.found.value();
    return view !== undefined && isSettled(view.checklist);
  });
  protected readonly standing = computed(() => {
    const checklist = this.found.value()?.checklist;
    if (checklist === undefined) return '';
    if (checklist.children === null) return this.t('left.children');
    if (isSettled(checklist)) return this.t('settled');
    return this.t.count('left', SURVIVOR_ITEMS.filter((item) => checklist.items[item] === 'todo').length);
  });

  protected read(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected again(): void {
    this.act.forget();
    this.found.reload();
  }

  protected async count(event: Event, view: ConcernView): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const children = this.children();
    if (children !== null && (await this.save(view, { children })))
      this.toasts.show(this.t('children.saved'));
  }

  protected tick(view: ConcernView, item: SurvivorItem, state: string): void {
    void this.save(view, { items: [{ item, state }] });
  }

  protected async close({ id, version }: ConcernView): Promise<void> {
    const write = {
      method: 'POST',
      url: `/concerns/${id}/close`,
      body: {},
      ifMatch: version,
      subject: id,
    } as const;
    if (!(await this.act.send(write))) return;
    this.toasts.show(this.t('closed'));
    this.found.reload();
  }

  private async save({ id, version }: ConcernView, body: object): Promise<boolean> {
    const write = { method: 'PATCH', url: `/concerns/${id}`, body, ifMatch: version, subject: id } as const;
    const saved = (await this.act.send(write)) !== null;
    if (saved) this.found.reload();
    return saved;
  }
}
