import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { PersonView } from '@domain/accounts/person.js';
import { roleTexts } from '../core/domain-texts';
import { localNow } from '../core/formats';
import { pagedList } from '../core/paged-list';
import { Permissions } from '../core/permissions';
import { Sought } from '../core/sought';
import { injectTexts } from '../core/texts';
import { Empty } from '../ui/empty';
import { Icon } from '../ui/icon';
import { ListRow } from '../ui/list-row';
import { PageHead } from '../ui/page-head';
import { ProblemBanner } from '../ui/problem-banner';
import { ReadOn } from '../ui/read-on';
import { Skeleton } from '../ui/skeleton';
import { accountTexts } from './texts';

/** Every account that this person may see, by name. The search lives in the address. */
@Component({
  selector: 'app-person-list',
  imports: [Empty, Icon, ListRow, PageHead, ProblemBanner, ReadOn, RouterLink, Skeleton],
  template: `
    <app-page-head [title]="t('title')" [lead]="t('lead')">
      @if (may.can('create', 'Person')) {
        <a class="btn btn-primary" routerLink="/comptes/nouveau"
          ><svg appIcon="plus" class="icon-20" /> {{ t('new') }}</a
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
            maxlength="80"
            [attr.aria-label]="t('search')"
            [placeholder]="t('search.hint')"
            [value]="sought()"
          />
        </div>
        <button type="submit" class="btn">{{ t('search.go') }}</button>
      </form>
      @if (may.can('create', 'Person')) {
        <a class="btn btn-block only-small" routerLink="/comptes/nouveau"
          ><svg appIcon="plus" class="icon-20" /> {{ t('new') }}</a
        >
      }
      @if (list.first.problem(); as problem) {
        <app-problem-banner [problem]="problem" (retry)="list.first.reload()" />
      }
      @if (list.first.value()) {
        @if (list.items().length > 0) {
          <ul class="rows">
            @for (person of list.items(); track person.id) {
              <li>
                <app-list-row
                  [link]="['/comptes', person.id]"
                  icon="user"
                  [title]="person.displayName"
                  [sub]="person.username + ' · ' + roles.find('professions.' + person.profession)"
                >
                  <span class="chips row-chips">
                    @if (person.disabledAt) {
                      <span class="chip chip-warn">{{ t('disabled') }}</span>
                    }
                    @for (role of rolesOf(person); track role) {
                      <span class="chip">{{ role }}</span>
                    } @empty {
                      <span class="chip chip-dash">{{ t('role.none') }}</span>
                    }
                  </span>
                </app-list-row>
              </li>
            }
          </ul>
        } @else {
          <app-empty
            icon="users"
            [title]="t('empty.title')"
            [text]="t(sought() ? 'empty.search' : 'empty.text')"
          >
            @if (sought()) {
              <div class="btns">
                <a class="btn btn-primary" routerLink="/comptes">{{ t('search.all') }}</a>
              </div>
            }
          </app-empty>
        }
        <app-read-on [list]="list" />
      } @else if (list.first.loading()) {
        <app-skeleton [rows]="5" />
      }
    </div>
  `,
})
export class PersonList {
  /** From the address: the name of what is searched. */
  readonly recherche = input<string>();

  protected readonly t = injectTexts(accountTexts);
  protected readonly roles = injectTexts(roleTexts);
  protected readonly may = inject(Permissions);
  private readonly router = inject(Router);
  private readonly searches = inject(Sought);
  protected readonly sought = computed(() => this.searches.textOf(this.recherche()));
  protected readonly list = pagedList<PersonView>('/people', () => ({ search: this.sought() }));

  protected rolesOf({ memberships }: PersonView): readonly string[] {
    const today = localNow().slice(0, 10);
    return memberships
      .filter(({ to }) => to === null || to >= today)
      .map(({ role, placeName }) => `${this.roles.find(`roles.${role}`) ?? role} · ${placeName}`);
  }

  protected search(event: Event, text: string): void {
    event.preventDefault();
    void this.router.navigate(['/comptes'], {
      queryParams: { recherche: this.searches.nameOf(text.trim()) },
    });
  }
}
