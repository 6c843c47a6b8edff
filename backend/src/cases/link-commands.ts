import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { readCaseNumber } from '../domain/cases/case-number.js';
import { linkKindOf } from '../domain/cases/case-links.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseLink } from './case-link.entity.js';
import { DeathCase } from './case.entity.js';
import { endsOf } from './link-proposals.js';
import { LinkTasks } from './link-tasks.js';
import { findCase, lockCase, reachOf, type LockedCase } from './locked-case.js';

/** Who decides that two deaths belong together: somebody who may read both, and answers for one of them. */
@Injectable()
export class LinkCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly tasks: LinkTasks,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Links a case with another one, named by its number. What was proposed or removed before is confirmed. */
  link(actor: Actor, request: WriteRequest, id: string, number: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      if ((await findCase(tx, id)) === undefined) throw absent('case');
      const other = await this.numbered(tx, readCaseNumber(number));
      const [row, second] = await this.locked(tx, actor, id, other);
      const kind = linkKindOf(row.kind ?? row.category, second.kind ?? second.category);
      if (kind === undefined) throw new Problem('conflict', 'link.kinds');
      const [firstId, secondId] = endsOf(kind, row, second);
      const known = await tx.findOneBy(CaseLink, { firstId, secondId });
      if (known?.state === 'confirmed') throw new Problem('conflict', 'link.known');
      const link = known ?? {
        id: randomUUIDv7(),
        kind,
        firstId,
        secondId,
        version: 0,
      };
      return this.confirmed(tx, actor, row, link);
    });
  }

  confirm(actor: Actor, request: WriteRequest, linkId: string): Promise<Receipt> {
    return this.decide(actor, request, linkId, async (tx, row, link) => {
      if (link.state === 'confirmed') throw new Problem('conflict', 'link.known');
      return this.confirmed(tx, actor, row, link);
    });
  }

  /** A proposal that is wrong, or a link that was: it stays away, unless a person makes it by hand. */
  remove(actor: Actor, request: WriteRequest, linkId: string): Promise<Receipt> {
    return this.decide(actor, request, linkId, async (tx, row, link) => {
      if (link.state === 'removed') throw new Problem('conflict', 'link.gone');
      const version = await this.write(tx, actor, link, 'removed');
      if (link.kind === 'mother' && link.state === 'confirmed') await this.mother(tx, link.secondId, null);
      await this.tell(tx, actor, row, 'unlink');
      return { id: link.id, version };
    });
  }

  private decide(
    actor: Actor,
    request: WriteRequest,
    linkId: string,
    work: (tx: EntityManager, row: LockedCase, link: CaseLink) => Promise<{ id: string; version: number }>,
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const seen = await tx.findOneBy(CaseLink, { id: linkId });
      if (seen === null) throw absent('link');
      const [row] = await this.locked(tx, actor, seen.firstId, seen.secondId);
      const link = await tx.findOneByOrFail(CaseLink, { id: linkId });
      assertVersion(request, link.version);
      return work(tx, row, link);
    });
  }

  private async confirmed(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    link: Pick<CaseLink, 'id' | 'kind' | 'firstId' | 'secondId' | 'version'>,
  ): Promise<{ id: string; version: number }> {
    if (link.kind === 'mother') {
      const [taken]: readonly unknown[] = await this.transactions.asSystem(tx, () =>
        tx.query(
          `SELECT 1 FROM app.case_link WHERE second_id = $1 AND kind = 'mother' AND state = 'confirmed'`,
          [link.secondId],
        ),
      );
      if (taken !== undefined) throw new Problem('conflict', 'link.mother-taken');
      await this.mother(tx, link.secondId, link.firstId);
    }
    const version = await this.write(tx, actor, link, 'confirmed');
    await this.tell(tx, actor, row, 'link');
    return { id: link.id, version };
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    link: Pick<CaseLink, 'id' | 'kind' | 'firstId' | 'secondId' | 'version'>,
    state: CaseLink['state'],
  ): Promise<number> {
    const version = link.version + 1;
    const { id, kind, firstId, secondId } = link;
    const decided = { state, decidedBy: actor.person.id, at: this.clock.now(), version };
    await tx.upsert(CaseLink, { id, kind, firstId, secondId, ...decided }, ['id']);
    // Of a baby whose mother is known no other link waits; of one whose link is removed, perhaps again.
    await this.tasks.renew(tx, secondId);
    return version;
  }

  private async mother(tx: EntityManager, babyId: string, motherCaseId: string | null): Promise<void> {
    await this.transactions.asSystem(tx, () => tx.update(DeathCase, { id: babyId }, { motherCaseId }));
  }

  private async numbered(tx: EntityManager, number: string | null): Promise<string> {
    const [found]: readonly { id: string }[] = await tx.query(
      'SELECT id FROM app.death_case WHERE number = $1',
      [number],
    );
    if (found !== undefined) return found.id;
    throw new Problem('invalid', 'link.unknown', { fields: [{ field: 'with', code: 'link.unknown' }] });
  }

  /** Both cases locked, always in the order of their ids; the first as asked comes first. */
  private async locked(
    tx: EntityManager,
    actor: Actor,
    id: string,
    other: string,
  ): Promise<readonly [LockedCase, LockedCase]> {
    if (id === other) throw new Problem('conflict', 'link.itself');
    const rows = new Map<string, LockedCase>();
    for (const one of [id, other].sort()) rows.set(one, await lockCase(tx, one));
    const [row, second] = [rows.get(id), rows.get(other)];
    if (row === undefined || second === undefined) throw absent('case');
    for (const one of [row, second]) {
      if (!may(actor.ability, 'read', 'Case', reachOf(one))) throw absent('case');
    }
    const answers = [row, second].some((one) => may(actor.ability, 'link', 'Case', reachOf(one)));
    if (!answers) throw new Problem('forbidden', 'forbidden');
    for (const one of [row, second]) {
      if (['discarded', 'duplicate'].includes(one.state)) throw new Problem('conflict', 'link.set-aside');
    }
    return [row, second];
  }

  /** One line, about the case from which it was done: the journal of a district tells nothing of a case elsewhere. */
  private tell(tx: EntityManager, actor: Actor, row: LockedCase, command: 'link' | 'unlink'): Promise<void> {
    return this.journal.record(tx, actor, {
      command,
      subject: 'case',
      subjectId: row.id,
      placeId: row.responsibleId,
      districtId: row.districtId,
      fields: ['linked_case'],
    });
  }
}
