import { packRules } from '@casl/ability/extra';
import type { SessionView } from '../domain/accounts/person.js';
import type { Actor } from '../platform/security/actor.js';

/** Who is signed in and what they may do, for the browser, which builds the same ability from the packed rules. */
export function sessionViewOf(actor: Actor, demonstration: boolean): SessionView {
  const { id, username, profession, language, mustChangePassword } = actor.person;
  return {
    person: { id, username, profession, language },
    memberships: actor.memberships,
    rules: actor.step === 'open' ? packRules(actor.ability.rules) : [],
    demonstration,
    mustChangePassword,
    step: actor.step,
  };
}
