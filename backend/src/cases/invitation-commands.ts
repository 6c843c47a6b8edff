import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { standingOfInvitation } from '../domain/cases/invitation.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseDoor } from './case-door.js';
import { CasePhases, entryFacts } from './case-phases.js';
import { CaseTransitions } from './case-transitions.js';
import type { InviteDto } from './dto/invitation.dto.js';
import type { Plain } from './dto/plain.js';
import { findInvitation } from './invitation-rows.js';
import { reachOf, type LockedCase } from './locked-case.js';
import { PhaseParts } from './phase-parts.js';

const DAY_MS = 86_400_000;

/** A facility that has nobody in Denba is invited to write its part: by whoever may enter it, and while it could be entered. */
@Injectable()
export class InvitationCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: CaseDoor,
    private readonly transitions: CaseTransitions,
    private readonly phases: CasePhases,
    private readonly parts: PhaseParts,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** A new invitation ends the one before it: a sheet that was lost opens nothing. */
  invite(actor: Actor, request: WriteRequest, caseId: string, command: Plain<InviteDto>): Promise<Receipt> {
    const { id, placeId, sha256 } = command;
    return this.transactions.run(actor, request, async (tx) => {
      const row = await this.mine(tx, actor, caseId);
      const { path } = await this.parts.open(tx, row, placeId);
      const standing = await this.phases.standingOf(tx, row, path, placeId);
      this.transitions.assertAccepted(row, 'enter-phase', entryFacts(standing));
      await this.end(tx, actor, row, placeId);
      const now = this.clock.now();
      const days = (await settingsAt(tx, row.responsibleId))['cases.invitation-days'];
      await tx.query(
        `INSERT INTO app.invitation (id, case_id, round, place_id, code_sha256, made_by, made_at, until)
         VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)`,
        [
          id,
          caseId,
          row.round,
          placeId,
          sha256,
          actor.person.id,
          now,
          new Date(now.getTime() + days * DAY_MS),
        ],
      );
      await this.tell(tx, actor, 'invite', row, id, placeId);
      return { id, version: 1 };
    });
  }

  revoke(actor: Actor, request: WriteRequest, id: string): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const found = await findInvitation(tx, id);
      if (found === undefined) throw absent('invitation');
      const row = await this.mine(tx, actor, found.caseId);
      // Read again under the lock of the case: it may just have been used.
      const { placeId, version, ...ends } = (await findInvitation(tx, id)) ?? found;
      assertVersion(request, version);
      if (standingOfInvitation(ends, this.clock.now()) !== 'open')
        throw new Problem('conflict', 'invitation.over');
      await this.end(tx, actor, row, placeId);
      return { id, version: version + 1 };
    });
  }

  /** The case, locked, for who may enter a part of it. */
  private async mine(tx: EntityManager, actor: Actor, caseId: string): Promise<LockedCase> {
    const row = await this.door.reached(tx, actor, caseId);
    if (!may(actor.ability, 'enter-phase', 'Case', reachOf(row))) throw new Problem('forbidden', 'forbidden');
    return row;
  }

  private async end(tx: EntityManager, actor: Actor, row: LockedCase, placeId: number): Promise<void> {
    const ended: readonly { id: string }[] = await tx.query(
      `WITH ended AS (UPDATE app.invitation SET revoked_by = $3, revoked_at = $4, version = version + 1
         WHERE case_id = $1 AND place_id = $2 AND revoked_at IS NULL AND used_at IS NULL RETURNING id) SELECT id FROM ended`,
      [row.id, placeId, actor.person.id, this.clock.now()],
    );
    for (const { id } of ended) await this.tell(tx, actor, 'revoke', row, id, placeId);
  }

  private tell(
    tx: EntityManager,
    actor: Actor,
    command: 'invite' | 'revoke',
    { districtId }: LockedCase,
    id: string,
    placeId: number,
  ): Promise<void> {
    const subject = { subject: 'invitation', subjectId: id, placeId, districtId } as const;
    return this.journal.record(tx, actor, { command, ...subject, fields: [] });
  }
}
