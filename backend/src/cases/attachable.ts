import { may } from '../domain/access/abilities.js';
import { ATTACHABLE } from '../domain/cases/attachment.js';
import { absent, Problem } from '../domain/problem.js';
import type { Actor } from '../platform/security/actor.js';
import { reachOf, type LockedCase } from './locked-case.js';

/** Outside the scope the case is absent; whoever only sees its pictures may not add one. */
export function assertMayAttach(actor: Actor, row: LockedCase | undefined): asserts row is LockedCase {
  if (row === undefined || !may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
  if (!may(actor.ability, 'attach', 'Attachment', reachOf(row))) throw new Problem('forbidden', 'forbidden');
}

/** The same, and after the freeze nobody may. A repeated request has had its answer before this is asked. */
export function assertAttachable(actor: Actor, row: LockedCase | undefined): asserts row is LockedCase {
  assertMayAttach(actor, row);
  if (!ATTACHABLE.includes(row.state)) throw new Problem('conflict', 'attachment.frozen');
}
