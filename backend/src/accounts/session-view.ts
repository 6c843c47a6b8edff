import { packRules } from '@casl/ability/extra';
import { rulesOf } from '../domain/access/abilities.js';
import { NO_BARS } from '../domain/access/bars.js';
import type { Rule } from '../domain/access/grants.js';
import type { SessionView } from '../domain/accounts/person.js';
import type { Actor } from '../platform/security/actor.js';

/** Without what is closed to the person: a browser asks what may be done, never of which case, and learns no id of one. */
function rulesForDrawing({ person, memberships }: Actor): readonly Rule[] {
  return rulesOf({ id: person.id, memberships, bars: NO_BARS });
}

/** Who is signed in and what they may do, for the browser, which builds the same ability from the packed rules. */
export function sessionViewOf(actor: Actor, demonstration: boolean): SessionView {
  const { id, username, profession, language, mustChangePassword } = actor.person;
  return {
    person: { id, username, profession, language },
    memberships: actor.memberships,
    rules: actor.step === 'open' ? packRules([...rulesForDrawing(actor)]) : [],
    demonstration,
    mustChangePassword,
    step: actor.step,
  };
}
