import { Component, computed, inject, input, output } from '@angular/core';
import type { PersonView, Role } from '@domain/accounts/person.js';
import type { Page } from '@domain/receipt.js';
import { Api } from '../core/api';
import { roleTexts } from '../core/domain-texts';
import { localNow } from '../core/formats';
import { injectTexts } from '../core/texts';
import { Combo, type Found } from '../ui/combo';
import { formTexts } from '../ui/form-renderer/texts';
import { Icon } from '../ui/icon';
import { recommendationTexts } from './texts';

const FOLLOWERS: readonly Role[] = ['clinician', 'centre-head', 'focal-point'];

/** Who follows and reports: an account of the care team or of the district, found by function, place or user name. */
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
  readonly value = input.required<string | null>();
  readonly missing = input(false);
  readonly pick = output<string>();

  protected readonly t = injectTexts(recommendationTexts);
  protected readonly form = injectTexts(formTexts);
  private readonly roles = injectTexts(roleTexts);
  private readonly api = inject(Api);
  private readonly people = this.api.read<Page<PersonView>>(() => '/people?limit=100');

  protected readonly near = computed(() => this.followers(this.people.value()?.items ?? []));
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

  protected readonly find = async (text: string): Promise<readonly Found[]> => {
    const wanted = text.toLowerCase();
    const here = this.near().filter(({ label, hint }) =>
      `${label} ${hint ?? ''}`.toLowerCase().includes(wanted),
    );
    if (here.length > 0) return here;
    return this.followers((await this.api.list<PersonView>('/people', { search: text })).items);
  };

  private followers(people: readonly PersonView[]): readonly Found[] {
    const today = localNow().slice(0, 10);
    return people.flatMap((person) => {
      const held = person.memberships.find(
        ({ role, from, to }) => FOLLOWERS.includes(role) && from <= today && (to === null || to >= today),
      );
      if (held === undefined || person.disabledAt !== null) return [];
      const profession = this.roles.find(`professions.${person.profession}`) ?? '';
      return [{ value: person.username, label: person.username, hint: `${profession} · ${held.placeName}` }];
    });
  }
}
