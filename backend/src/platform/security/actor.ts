import type { FastifyRequest } from 'fastify';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Language, Membership, Profession } from '../../domain/accounts/person.js';
import { abilitiesOf } from '../../domain/access/abilities.js';
import type { Bars } from '../../domain/access/bars.js';
import type { AppAbility } from '../../domain/access/subjects.js';
import type { SessionStep } from '../../domain/accounts/second-factor.js';
import { Problem } from '../../domain/problem.js';

/** The person behind a request with the roles held today and the rights these give, computed anew for each request. */
export interface Actor {
  readonly person: {
    readonly id: string;
    readonly username: string;
    readonly profession: Profession;
    readonly language: Language;
    readonly mustChangePassword: boolean;
  };
  readonly memberships: readonly Membership[];
  /** What is closed to this person. */
  readonly bars: Bars;
  readonly ability: AppAbility;
  /** SHA-256 of the session's token; nothing for actors of commands without a browser. */
  readonly loginHash: string | null;
  /** How far the session is open. While it is not, no role is held and nothing is allowed. */
  readonly step: SessionStep;
  /** The person has a second factor, which is asked again with the password. */
  readonly hasFactor: boolean;
  /** When the person last proved to be there: at sign-in, or since. */
  readonly provedAt: Date | null;
}

export function actorOf(known: Omit<Actor, 'ability'>): Actor {
  const { person, memberships, bars } = known;
  return { ...known, ability: abilitiesOf({ id: person.id, memberships, bars }) };
}

const ACTORS = new WeakMap<object, Actor>();

export function rememberActor(request: FastifyRequest, actor: Actor): void {
  ACTORS.set(request.raw, actor);
}

export function findActor(request: FastifyRequest): Actor | undefined {
  return ACTORS.get(request.raw);
}

/** The signed-in person, as an argument of a controller method. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = findActor(context.switchToHttp().getRequest<FastifyRequest>());
  if (!actor) throw new Problem('unauthenticated', 'session.required');
  return actor;
});
