import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ReplicaDelta, Representation } from '../domain/sync/replica.js';
import type { Actor } from '../platform/security/actor.js';
import type { ReplicaDto } from './dto/replica.dto.js';
import { DraftStamps } from './draft-stamps.js';
import { OwnReadings } from './own-readings.js';
import { digestOf, type Held, ReplicaCursor } from './replica-cursor.js';
import { caseOfDraft, firstPaths, hasRoom, pathsIn } from './replica-paths.js';

/** Characters of one answer, before compression: some seconds on a slow link, and little memory. */
const ENOUGH = 150_000;

/** What was looked at, in its order, until it was enough. */
interface Look {
  readonly held: Held;
  readonly changed: readonly Representation[];
  readonly isWhole: boolean;
}

/** What one person may need without a network, as the pages would read it, against what the device says it holds. */
@Injectable()
export class ReplicaQueries {
  constructor(
    private readonly readings: OwnReadings,
    private readonly stamps: DraftStamps,
    private readonly cursors: ReplicaCursor,
  ) {}

  async since(actor: Actor, request: FastifyRequest, asked: ReplicaDto): Promise<ReplicaDelta> {
    const known = this.cursors.opened(actor, asked.cursor);
    const before: Held = known ?? new Map();
    const { held, changed, isWhole } = await this.look(actor, request, before, asked.lasting === true);
    // What was not looked at yet stays as the device has it, and is looked at when it asks again.
    const now = isWhole ? held : new Map([...before, ...held]);
    return {
      cursor: this.cursors.sealed(actor, now),
      whole: known === null,
      more: !isWhole,
      changed,
      gone: [...before.keys()].filter((path) => !now.has(path)),
    };
  }

  private async look(
    actor: Actor,
    request: FastifyRequest,
    before: Held,
    withDrafts: boolean,
  ): Promise<Look> {
    const can = actor.ability.can.bind(actor.ability);
    const wanted = [...firstPaths({ memberships: actor.memberships, can })];
    const held = new Map<string, string>();
    const changed: Representation[] = [];
    let size = 0;
    for (const path of wanted) {
      if (size >= ENOUGH) return { held, changed, isWhole: false };
      const stamp = await this.stampOf(actor, path, held);
      const old = before.get(path);
      if (stamp !== null && stamp === old) {
        held.set(path, old);
        continue;
      }
      const text = await this.readings.read(request, path);
      if (text === null) continue;
      const digest = stamp ?? digestOf(text);
      const body: unknown = JSON.parse(text);
      held.set(path, digest);
      for (const next of pathsIn(path, body))
        if ((withDrafts || caseOfDraft(next) === null) && !wanted.includes(next) && hasRoom(next, wanted))
          wanted.push(next);
      if (digest === old) continue;
      changed.push({ path, body });
      size += text.length;
    }
    return { held, changed, isWhole: true };
  }

  private async stampOf(actor: Actor, path: string, held: Held): Promise<string | null> {
    const casePath = caseOfDraft(path);
    return casePath === null ? null : this.stamps.of(actor, casePath, held.get(casePath) ?? '');
  }
}
