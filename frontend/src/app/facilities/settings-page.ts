import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { PlaceView, SettingView } from '@domain/facilities/place.js';
import type { Page } from '@domain/receipt.js';
import { SETTINGS, type SettingKey } from '@domain/settings.js';
import { Api } from '../core/api';
import { roleTexts, settingTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { Field } from '../ui/field';
import { PageHead } from '../ui/page-head';
import { type ChosenPlace, PlaceBox } from '../ui/place-box';
import { ProblemBanner } from '../ui/problem-banner';
import { Skeleton } from '../ui/skeleton';
import { SettingDialog } from './setting-dialog';
import { facilityTexts } from './texts';

/** The settings in force at a place, the country first: value, usual value, and where it comes from. */
@Component({
  selector: 'app-settings-page',
  imports: [Field, PageHead, PlaceBox, ProblemBanner, RouterLink, SettingDialog, Skeleton],
  template: `
    <app-page-head [title]="t('settings.title')" [lead]="t('settings.lead')" />
    <div class="page">
      <div class="card stack">
        <p>
          {{ t('settings.place') }} <b>{{ lieu() ? (place()?.name ?? '') : t('settings.country') }}</b>
        </p>
        <app-field boxId="district" [label]="t('settings.choose')">
          <app-place-box boxId="district" [kinds]="['district', 'region']" (chosenChange)="go($event)" />
        </app-field>
        @if (lieu()) {
          <p>
            <a routerLink="/parametres">{{ t('settings.back') }}</a>
          </p>
        }
      </div>
      @if (trouble(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="again()" />
      }
      @if (found.value() && place(); as here) {
        @for (group of groups(); track group.key) {
          <section class="card stack" [attr.aria-labelledby]="'group-' + group.key">
            <h2 [id]="'group-' + group.key">{{ t.find('group.' + group.key) }}</h2>
            @for (one of group.rows; track one.key) {
              <div class="line wrap spread">
                <div class="grow">
                  {{ names.find(one.key) }}
                  <p class="small muted">
                    {{ t('settings.default', { value: words(one, one.default) }) }} ·
                    {{ t(sourceOf(one, here.id)) }}
                  </p>
                </div>
                <div class="line">
                  <b class="num">{{ words(one, one.value) }}</b>
                  @if (may.can('update', 'Setting')) {
                    <button
                      type="button"
                      class="btn btn-small"
                      [attr.aria-label]="t('settings.change-of', { name: names.find(one.key) ?? '' })"
                      (click)="changing.set(one)"
                    >
                      {{ t('settings.change') }}
                    </button>
                  }
                </div>
              </div>
            }
          </section>
        }
        @if (changing(); as one) {
          <app-setting-dialog
            [setting]="one"
            [placeId]="here.id"
            (done)="found.reload()"
            (closed)="changing.set(null)"
          />
        }
      } @else if (!trouble()) {
        <app-skeleton shape="page" />
      }
    </div>
  `,
})
export class SettingsPage {
  /** From the address: the place whose settings are shown; the country without it. */
  readonly lieu = input<string>();

  protected readonly t = injectTexts(facilityTexts);
  protected readonly names = injectTexts(settingTexts);
  private readonly roles = injectTexts(roleTexts);
  protected readonly may = inject(Permissions);
  private readonly formats = inject(Formats);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly changing = signal<SettingView | null>(null);

  protected readonly found = this.api.read<readonly SettingView[]>(() => {
    const place = this.lieu();
    return place === undefined ? '/settings' : `/settings?place=${encodeURIComponent(place)}`;
  });
  private readonly country = this.api.read<Page<PlaceView>>(() =>
    this.lieu() === undefined ? '/places?kind=country' : undefined,
  );
  private readonly one = this.api.read<PlaceView>(() => {
    const place = this.lieu();
    return place === undefined ? undefined : `/places/${encodeURIComponent(place)}`;
  });
  protected readonly place = computed(() =>
    this.lieu() === undefined ? this.country.value()?.items[0] : this.one.value(),
  );
  protected readonly trouble = computed(
    () => this.found.problem() ?? this.country.problem() ?? this.one.problem(),
  );
  protected readonly groups = computed(() => {
    const settings = this.found.value() ?? [];
    const groupOf = ({ key }: SettingView): string => key.split('.')[0] ?? key;
    return [...new Set(settings.map(groupOf))].map((key) => ({
      key,
      rows: settings.filter((one) => groupOf(one) === key),
    }));
  });

  protected words({ key }: SettingView, value: string | number): string {
    if (value === '') return this.t('settings.nothing');
    if (typeof value === 'string') return this.roles.find(`roles.${value}`) ?? value;
    return SETTINGS[key as SettingKey].type === 'share'
      ? this.formats.share(value)
      : this.formats.number(value);
  }

  protected sourceOf(
    { placeId }: SettingView,
    here: number,
  ): 'settings.usual' | 'settings.here' | 'settings.inherited' {
    if (placeId === null) return 'settings.usual';
    return placeId === here ? 'settings.here' : 'settings.inherited';
  }

  protected go(place: ChosenPlace | null): void {
    if (place !== null) void this.router.navigate(['/parametres'], { queryParams: { lieu: place.id } });
  }

  protected again(): void {
    this.found.reload();
    this.country.reload();
    this.one.reload();
  }
}
