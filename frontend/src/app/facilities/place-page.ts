import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { PlaceKind } from '@domain/accounts/person.js';
import { FACILITY_KINDS, type PlaceView } from '@domain/facilities/place.js';
import type { Page } from '@domain/receipt.js';
import { Api } from '../core/api';
import { pagedList } from '../core/paged-list';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { Icon } from '../ui/icon';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { ReadOn } from '../ui/read-on';
import { Skeleton } from '../ui/skeleton';
import { PlaceDialog } from './place-dialog';
import { PLACE_ICONS } from './place-icon';
import { facilityTexts } from './texts';

const DIVISIONS: readonly PlaceKind[] = ['region', 'district', 'commune', 'health-area'];

/** One step of the tree: a place, what lies under it, and the search over all. Without `id`, the country. */
@Component({
  selector: 'app-place-page',
  imports: [Empty, Icon, ListRow, PageHead, PlaceDialog, ProblemBanner, ReadOn, RouterLink, Skeleton],
  template: `
    <app-page-head
      [title]="heading()"
      [lead]="id() ? '' : t('lead')"
      [back]="back()"
      [crumbs]="id() ? crumbs() : []"
    >
      @if (may.can('import', 'Place')) {
        <a class="btn" routerLink="/structures/import"
          ><svg appIcon="upload" class="icon-20" /> {{ t('import') }}</a
        >
      }
    </app-page-head>
    <div class="page">
      <form class="search-line" role="search" (submit)="search($event, box.value)">
        <div class="boxed with-search grow">
          <svg appIcon="search" />
          <input
            autocomplete="off"
            #box
            class="box"
            type="search"
            maxlength="160"
            [attr.aria-label]="t('search')"
            [placeholder]="t('search')"
            [value]="recherche() ?? ''"
          />
        </div>
        <button type="submit" class="btn">{{ t('search.go') }}</button>
      </form>
      @if (trouble(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="again()" />
      }
      @if (!recherche() && place(); as here) {
        @if (id()) {
          <dl class="facts">
            <div>
              <dt>{{ t('kind') }}</dt>
              <dd>{{ t.find('kind.' + here.kind) }}</dd>
            </div>
            @if (here.code) {
              <div>
                <dt>{{ t('code') }}</dt>
                <dd>{{ here.code }}</dd>
              </div>
            }
            @if (here.latitude !== null) {
              <div>
                <dt>{{ t('coordinates') }}</dt>
                <dd>{{ here.latitude }} ; {{ here.longitude }}</dd>
              </div>
            }
          </dl>
          @if (here.partner) {
            <p class="chips">
              <span class="chip chip-info">{{ t('partner') }}</span>
            </p>
          }
        }
        @if (may.can('update', 'Place')) {
          <div class="btns">
            @if (id()) {
              <button type="button" class="btn" (click)="asking.set('edit')">
                <svg appIcon="pencil" class="icon-20" /> {{ t('edit') }}
              </button>
            } @else {
              <a class="btn" routerLink="/structures/sans-district">{{ t('no-district') }}</a>
              <a class="btn only-small" routerLink="/structures/import">{{ t('import') }}</a>
            }
            <button type="button" class="btn" (click)="asking.set('add')">
              <svg appIcon="plus" class="icon-20" /> {{ t('add') }}
            </button>
          </div>
        }
        @if (asking(); as what) {
          <app-place-dialog [place]="here" [what]="what" (done)="again()" (closed)="asking.set(null)" />
        }
      }
      @if (recherche()) {
        <p>
          <a routerLink="/structures">{{ t('search.clear') }}</a>
        </p>
      }
      @if (list.first.value()) {
        @for (group of groups(); track group.key) {
          <section [attr.aria-labelledby]="'group-' + group.key">
            @if (!recherche()) {
              <h2 class="group-head" [id]="'group-' + group.key">
                {{ t.find(group.key) }} <span>{{ group.rows.length }}</span>
              </h2>
            }
            <ul class="rows">
              @for (one of group.rows; track one.id) {
                <li>
                  <app-list-row
                    [link]="['/structures', '' + one.id]"
                    [icon]="icons[one.kind]"
                    [title]="one.name"
                    [sub]="sub(one)"
                  >
                    @if (one.partner) {
                      <span class="chips row-chips"
                        ><span class="chip chip-info">{{ t('partner') }}</span></span
                      >
                    }
                  </app-list-row>
                </li>
              }
            </ul>
          </section>
        } @empty {
          <app-empty
            icon="map"
            [title]="t(recherche() ? 'search.none' : 'inside.none')"
            [text]="t(recherche() ? 'search.none-text' : 'inside.none-text')"
          />
        }
        <app-read-on [list]="list" />
      } @else if (!trouble()) {
        <app-skeleton [rows]="5" />
      }
    </div>
  `,
})
export class PlacePage {
  readonly id = input<string>();
  /** From the address: what is searched, over the whole tree. */
  readonly recherche = input<string>();

  protected readonly t = injectTexts(facilityTexts);
  protected readonly may = inject(Permissions);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly icons = PLACE_ICONS;
  protected readonly asking = signal<'edit' | 'add' | null>(null);

  private readonly country = this.api.read<Page<PlaceView>>(() =>
    this.id() === undefined ? '/places?kind=country' : undefined,
  );
  private readonly one = this.api.read<PlaceView>(() => {
    const id = this.id();
    return id === undefined ? undefined : `/places/${id}`;
  });
  protected readonly place = computed(() =>
    this.id() === undefined ? this.country.value()?.items[0] : this.one.value(),
  );
  protected readonly trouble = computed(
    () => this.country.problem() ?? this.one.problem() ?? this.list.first.problem(),
  );
  protected readonly list = pagedList<PlaceView>('/places', () => {
    const search = this.recherche();
    if (search) return { search, limit: 50 };
    const parent = this.place()?.id;
    return parent === undefined ? undefined : { parent, limit: 100 };
  });

  protected readonly heading = computed(() =>
    this.id() === undefined ? this.t('title') : (this.place()?.name ?? this.t('title')),
  );
  protected readonly crumbs = computed(() => {
    const here = this.place();
    const above = (here?.within ?? []).map((label, i) => ({
      label,
      link: ['/structures', String(here?.path[i + 1] ?? '')],
    }));
    return [{ label: this.t('title'), link: ['/structures'] }, ...above, { label: here?.name ?? '' }];
  });
  protected readonly back = computed(() => {
    if (this.id() === undefined) return this.recherche() ? ['/structures'] : null;
    const here = this.place();
    return here === undefined || here.path.length <= 2
      ? ['/structures']
      : ['/structures', String(here.parentId)];
  });
  protected readonly groups = computed(() => {
    const items = this.list.items();
    if (this.recherche()) return items.length === 0 ? [] : [{ key: 'inside', rows: items }];
    const isFacility = ({ kind }: PlaceView): boolean => FACILITY_KINDS.includes(kind);
    const isDivision = ({ kind }: PlaceView): boolean => DIVISIONS.includes(kind);
    return [
      { key: 'inside', rows: items.filter(isDivision) },
      { key: 'facilities', rows: items.filter(isFacility) },
      { key: 'others', rows: items.filter((one) => !isFacility(one) && !isDivision(one)) },
    ].filter(({ rows }) => rows.length > 0);
  });

  protected sub({ kind, within, code }: PlaceView): string {
    const where = this.recherche() ? within.join(' › ') : '';
    return [this.t.find(`kind.${kind}`) ?? '', where, code ?? ''].filter((part) => part !== '').join(' · ');
  }

  protected again(): void {
    this.country.reload();
    this.one.reload();
    this.list.first.reload();
  }

  protected search(event: Event, text: string): void {
    event.preventDefault();
    const recherche = text.trim() === '' ? null : text.trim();
    void this.router.navigate(['/structures'], { queryParams: { recherche } });
  }
}
