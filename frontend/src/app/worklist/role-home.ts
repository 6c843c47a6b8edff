import { Component, computed, inject } from '@angular/core';
import type { Role } from '@domain/accounts/person.js';
import { Permissions } from '../core/permissions';
import { injectTexts } from '../core/texts';
import { HomeDoor, type Door } from './home-door';
import { HOME_ROLES } from './home-roles';
import { roleHomeTexts } from './role-home-texts';

const DOORS: Readonly<Record<(typeof HOME_ROLES)[number], readonly Door[]>> = {
  region: ['concluded', 'follow-up', 'reports', 'draws'],
  partner: ['actions'],
  'national-viewer': ['cases', 'follow-up', 'reports', 'draws'],
  administrator: ['accounts', 'no-district', 'settings', 'journal'],
};

/** Beside the tasks, for roles whose work is no list of tasks: what they can do today, how much there is, and what they never see. */
@Component({
  selector: 'app-role-home',
  host: { class: 'block stack-24' },
  imports: [HomeDoor],
  template: `
    @for (role of roles(); track role) {
      <section [attr.aria-labelledby]="'home-' + role">
        <h2 class="group-head" [id]="'home-' + role">{{ t('title') }}</h2>
        <ul class="rows">
          @for (door of doors[role]; track door) {
            <li><app-home-door [door]="door" /></li>
          }
        </ul>
        <p class="small muted home-about">{{ t(about(role)) }}</p>
      </section>
    }
  `,
})
export class RoleHome {
  protected readonly t = injectTexts(roleHomeTexts);
  private readonly may = inject(Permissions);
  protected readonly doors = DOORS;
  protected readonly roles = computed(() => HOME_ROLES.filter((role: Role) => this.may.is(role)));

  protected about(role: (typeof HOME_ROLES)[number]): `about.${(typeof HOME_ROLES)[number]}` {
    return `about.${role}`;
  }
}
