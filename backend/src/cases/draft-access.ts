import { may } from '../domain/access/abilities.js';
import { facilitiesOf, rolesOn } from '../domain/cases/case-roles.js';
import { draftRights, type DraftRights, type Standing } from '../domain/cases/draft-rights.js';
import type { Form } from '../domain/forms/form.js';
import type { Actor } from '../platform/security/actor.js';
import { reachOf, type LockedCase } from './locked-case.js';

/** How a person stands to a case whose row is at hand. */
export function standingOf(actor: Actor, row: LockedCase): Standing {
  const reach = reachOf(row);
  return {
    may: (action, subject) => may(actor.ability, action, subject, reach),
    roles: rolesOn(actor.memberships, row),
    facilities: facilitiesOf(actor.memberships, row),
    isReporter: row.reporterId === actor.person.id,
    state: row.state,
  };
}

/** What a person may read and write of one form of a case. */
export function draftAccess(actor: Actor, row: LockedCase, form: Form, path: readonly number[]): DraftRights {
  return draftRights(standingOf(actor, row), form, path);
}
