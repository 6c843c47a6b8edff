import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problem.js';
import { Clock } from '../clock.js';
import { Installation } from '../installation.js';
import { type Actor, rememberActor } from './actor.js';
import { ACCESS, type Access, PROOF } from './allow.js';
import { tokenOf } from './cookies.js';
import { assertSameOrigin } from './same-origin.js';
import { RequestLimits } from './request-limits.js';
import { hashOf, SignIns } from './sign-ins.js';

const PROOF_MINUTES = 5;

/** Deny by default: our own pages only, then a valid session, then a right that the person holds somewhere. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly signIns: SignIns,
    private readonly installation: Installation,
    private readonly clock: Clock,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    assertSameOrigin(request);
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    if (!access) throw new Problem('forbidden', 'forbidden');
    const actor = await this.actorOf(request);
    if (actor) rememberActor(request, actor);
    if (access.kind === 'public') return true;
    if (!actor || !isWriter(request, actor)) throw new Problem('unauthenticated', 'session.required');
    assertFarEnough(actor, access);
    // A password that somebody else chose opens nothing but the change of it.
    if (access.kind === 'allowed' && actor.person.mustChangePassword) {
      throw new Problem('forbidden', 'password.must-change');
    }
    if (access.kind === 'allowed' && !mayEnter(actor, access)) {
      throw new Problem('forbidden', 'forbidden');
    }
    if (this.reflector.get<true | undefined>(PROOF, context.getHandler())) this.assertProved(actor);
    return true;
  }

  private assertProved({ provedAt, hasFactor }: Actor): void {
    const age = this.clock.now().getTime() - (provedAt?.getTime() ?? 0);
    if (age <= PROOF_MINUTES * 60_000) return;
    throw new Problem('forbidden', hasFactor ? 'session.prove-with-code' : 'session.prove');
  }

  private async actorOf(request: FastifyRequest): Promise<Actor | undefined> {
    const token = tokenOf(request, this.installation.isSecure);
    const session = token === undefined ? undefined : hashOf(token);
    const admit = this.limits.enter(session, request.ip);
    const actor = token === undefined ? undefined : await this.signIns.find(token);
    if (actor) admit();
    return actor;
  }
}

/** What one person left on a shared device is not sent with the cookie of the next: the request says who wrote it. */
function isWriter({ headers }: FastifyRequest, { person }: Actor): boolean {
  return headers['x-denba-author'] === undefined || headers['x-denba-author'] === person.id;
}

function mayEnter(actor: Actor, { action, subject, or }: Extract<Access, { kind: 'allowed' }>): boolean {
  return actor.ability.can(action, subject) || (or !== undefined && actor.ability.can(action, or));
}

/** After the password alone, a session that needs a second factor opens nothing but giving or making it. */
function assertFarEnough({ step }: Actor, access: Access): void {
  if (step === 'open' || (access.kind === 'signed-in' && access.halfway)) return;
  throw new Problem('forbidden', step === 'code' ? 'factor.required' : 'factor.enrol');
}
