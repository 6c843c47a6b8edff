import { Component, computed, inject, signal } from '@angular/core';
import type { PlaceView } from '@domain/facilities/place.js';
import { pagedList } from '../core/paged-list';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { acting } from '../offline/acting';
import { Empty } from '../ui/empty';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { PageHead } from '../ui/page-head';
import { type ChosenPlace, PlaceBox } from '../ui/place-box';
import { ProblemBanner } from '../ui/problem-banner';
import { ReadOn } from '../ui/read-on';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toast';
import { facilityTexts } from './texts';

/** Facilities whose district is not known: ticked, one or many, and put in a district. */
@Component({
  selector: 'app-no-district-page',
  imports: [Empty, Field, Icon, PageHead, PlaceBox, ProblemBanner, ReadOn, Skeleton],
  template: `
    <app-page-head
      [title]="t('no-district')"
      [lead]="t('no-district.lead')"
      [back]="['/structures']"
      [crumbs]="[{ label: t('title'), link: ['/structures'] }, { label: t('no-district') }]"
    />
    <div class="page">
      @if (list.first.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="list.first.reload()" />
      }
      @if (list.first.value()) {
        @if (list.items().length === 0) {
          <app-empty icon="done" [title]="t('no-district.none')" />
        } @else {
          @if (may.can('assign-district', 'Place')) {
            <form class="card form" novalidate (submit)="assign($event)">
              <p aria-live="polite">
                <b>{{ t.count('no-district.chosen', chosen().size) }}</b>
              </p>
              @if (act.problem(); as problem) {
                <app-problem-banner [problem]="problem" [again]="false" />
              }
              <app-field
                boxId="district"
                name="districtId"
                [label]="t('assign.district')"
                [problem]="act.problem()"
                [fault]="fault()"
              >
                <app-place-box boxId="district" [kinds]="['district']" [(chosen)]="district" />
              </app-field>
              <button type="submit" class="btn btn-primary" [disabled]="act.busy()">{{ t('assign') }}</button>
            </form>
            <label class="opt">
              <input type="checkbox" autocomplete="off" [checked]="isAll()" (change)="tickAll()" />
              <span class="square"><svg appIcon="check" /></span>
              <span class="opt-text">{{ t('no-district.all') }}</span>
            </label>
          }
          <div class="opts">
            @for (one of list.items(); track one.id) {
              <label class="opt">
                <input
                  type="checkbox"
                  autocomplete="off"
                  [disabled]="!may.can('assign-district', 'Place')"
                  [checked]="chosen().has(one.id)"
                  (change)="tick(one)"
                />
                <span class="square"><svg appIcon="check" /></span>
                <span class="opt-text"
                  >{{ one.name
                  }}<small>{{ t.find('kind.' + one.kind) }} · {{ one.within.join(' › ') }}</small></span
                >
              </label>
            }
          </div>
        }
        <app-read-on [list]="list" />
      } @else if (list.first.loading()) {
        <app-skeleton [rows]="6" />
      }
    </div>
  `,
})
export class NoDistrictPage {
  protected readonly t = injectTexts(facilityTexts);
  protected readonly may = inject(Permissions);
  protected readonly act = acting();
  private readonly toasts = inject(Toasts);
  protected readonly list = pagedList<PlaceView>('/places', () => ({ without: 'district', limit: 50 }));

  protected readonly chosen = signal<ReadonlySet<number>>(new Set());
  protected readonly district = signal<ChosenPlace | null>(null);
  protected readonly tried = signal(false);
  protected readonly isAll = computed(
    () => this.list.items().length > 0 && this.list.items().every(({ id }) => this.chosen().has(id)),
  );
  protected readonly fault = computed(() => {
    if (!this.tried()) return '';
    if (this.chosen().size === 0) return this.t('assign.needed');
    return this.district() === null ? this.t('assign.district.fault') : '';
  });

  protected tick({ id }: PlaceView): void {
    this.chosen.update((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }

  protected tickAll(): void {
    this.chosen.set(this.isAll() ? new Set() : new Set(this.list.items().map(({ id }) => id)));
  }

  protected async assign(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const [placeIds, district] = [[...this.chosen()], this.district()];
    if (placeIds.length === 0 || district === null) return;
    const body = { placeIds, districtId: district.id };
    const url = '/places/assign-district';
    if (!(await this.act.send({ method: 'POST', url, body, subject: 'assign-district' }))) return;
    this.toasts.show(this.t.count('assign.done', placeIds.length));
    this.chosen.set(new Set());
    this.tried.set(false);
    this.list.first.reload();
  }
}
