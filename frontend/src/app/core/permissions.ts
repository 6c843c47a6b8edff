import { computed, inject, Injectable } from '@angular/core';
import { createMongoAbility, subject, type MongoAbility } from '@casl/ability';
import { unpackRules, type PackRule } from '@casl/ability/extra';
import type { RawRuleOf } from '@casl/ability';
import type { Action, SubjectName } from '@domain/access/subjects.js';
import type { Role } from '@domain/accounts/person.js';
import { Session } from './session';

type Ability = MongoAbility<[string, string | object]>;

/** What the signed-in person may do, from the rules of the session. For drawing only: the server decides. */
@Injectable({ providedIn: 'root' })
export class Permissions {
  private readonly session = inject(Session);
  private readonly ability = computed(() => {
    const rules = (this.session.view()?.rules ?? []) as PackRule<RawRuleOf<Ability>>[];
    return createMongoAbility<Ability>(unpackRules<RawRuleOf<Ability>>(rules));
  });

  /** Roles held today. */
  readonly roles = computed<ReadonlySet<Role>>(
    () => new Set((this.session.view()?.memberships ?? []).map((membership) => membership.role)),
  );

  /** `can('notify', 'Case')`, or on one record `can('freeze', 'Case', row)`. Follows the session in a template. */
  can(action: Action, kind: SubjectName, record?: Readonly<Record<string, unknown>>): boolean {
    return this.ability().can(action, record ? subject(kind, { ...record }) : kind);
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
