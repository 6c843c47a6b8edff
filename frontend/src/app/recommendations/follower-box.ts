import { Component, computed, inject, input, output } from '@angular/core';
import type { FollowerView } from '@domain/recommendations/recommendation.js';
import { Api } from '../core/api';
import { roleTexts } from '../core/domain-texts';
import { injectTexts } from '../core/texts';
import { Combo, type Found } from '../ui/combo';
import { formTexts } from '../ui/form-renderer/texts';
import { Icon } from '../ui/icon';
import { recommendationTexts } from './texts';

/** Who follows and reports: an account of the care teams of the path or of the district, found by function, place or user name. */
@Component({
  selector: 'app-follower-box',
  host: { class: 'field', '[class.is-error]': 'missing()' },
  imports: [Combo, Icon],
  template: `
    <label class="label" for="q-rec_follow_member">{{ t('new.follower') }}</label>
    <p class="hint" id="follower-hint">{{ t('new.follower.hint') }}</p>
    @if (missing()) {
      <p class="msg msg-error" role="alert"><svg appIcon="circle-alert" /> {{ t('new.follower.missing') }}</p>
    }
    <app-combo
      boxId="q-rec_follow_member"
      describedBy="follower-hint"
      [placeholder]="form('search')"
      [search]="find"
      [first]="near()"
      [text]="chosen()"
      [notes]="notes()"
      [invalid]="missing() ? true : null"
      (pick)="pick.emit($event.value)"
    />
  `,
})
export class FollowerBox {
  readonly caseId = input.required<string | undefined>();
  readonly value = input.required<string | null>();
  readonly missing = input(false);
  readonly pick = output<string>();

  protected readonly t = injectTexts(recommendationTexts);
  protected readonly form = injectTexts(formTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly people = inject(Api).read<readonly FollowerView[]>(() => {
    const id = this.caseId();
    return id === undefined ? undefined : `/cases/${id}/followers`;
  });

  protected readonly near = computed<readonly Found[]>(() =>
    (this.people.value() ?? []).map(({ username, profession, placeName }) => ({
      value: username,
      label: username,
      hint: `${this.roles.find(`professions.${profession}`) ?? ''} · ${placeName}`,
    })),
  );
  protected readonly chosen = computed(() => {
    const value = this.value();
    const known = this.near().find((one) => one.value === value);
    return known === undefined ? (value ?? '') : `${known.label} · ${known.hint ?? ''}`;
  });
  protected readonly notes = computed(() => ({
    more: this.form('search.more'),
    none: this.form('search.none'),
    reading: this.form('search.reading'),
    offline: this.form('search.offline'),
  }));

  protected readonly find = (text: string): Promise<readonly Found[]> => {
    const wanted = text.toLowerCase();
    return Promise.resolve(
      this.near().filter(({ label, hint }) => `${label} ${hint ?? ''}`.toLowerCase().includes(wanted)),
    );
  };
}
