import { computed, inject, Injectable } from '@angular/core';
import type { Action, SubjectName } from '@domain/access/subjects.js';
import type { Role } from '@domain/accounts/person.js';
import { localNow } from './dates-and-numbers';
import { Session } from './session';

/** What the signed-in person may do, from the rules of the session. For drawing only: the server decides. */
@Injectable({ providedIn: 'root' })
export class Permissions {
  private readonly session = inject(Session);

  /** Roles held today. */
  readonly roles = computed<ReadonlySet<Role>>(() => {
    const today = localNow().slice(0, 10);
    const held = (this.session.view()?.memberships ?? []).filter(
      ({ from, to }) => from <= today && (to === null || to >= today),
    );
    return new Set(held.map(({ role }) => role));
  });

  /** `can('notify', 'Case')`, or on one record `can('freeze', 'Case', row)`. Follows the session in a template. */
  can(action: Action, kind: SubjectName, record?: Readonly<Record<string, unknown>>): boolean {
    return this.session.ask()(action, kind, record);
  }

  /** Holds one of these roles. */
  is(...roles: readonly Role[]): boolean {
    return roles.some((role) => this.roles().has(role));
  }

  /** The ASACO's screens are all that this person needs. */
  onlyAsaco(): boolean {
    return this.is('asaco-member') && this.roles().size === 1;
  }
}
