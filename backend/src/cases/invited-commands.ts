import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  INVITATION,
  partOf,
  partQuestions,
  staysOf,
  type PhaseStanding,
} from '../domain/cases/clinic-phase.js';
import {
  readInvitationCode,
  standingOfInvitation,
  type InvitedPartView,
} from '../domain/cases/invitation.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { newReceipt, Transactions } from '../platform/database/transactions.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import { hashOf } from '../platform/security/sign-ins.js';
import { CasePhases, entryFacts } from './case-phases.js';
import { CaseTransitions } from './case-transitions.js';
import { patchesOf } from './dto/draft.dto.js';
import type { SignInvitedDto } from './dto/invitation.dto.js';
import type { Plain } from './dto/plain.js';
import { findInvitation, invitationOfCode, type InvitationRow } from './invitation-rows.js';
import { lockCase, type LockedCase } from './locked-case.js';
import { PhaseParts, type OpenPart } from './phase-parts.js';
import { placeNames } from './place-names.js';

/** An unknown code, a late one, a revoked one and a used one get the same answer: nothing can be learnt by trying. */
const nothingBehind = (): Problem => new Problem('absent', 'invitation.absent');

interface Awaited {
  readonly part: OpenPart;
  readonly standing: PhaseStanding;
}

/** What the holder of an invitation does: reads the part of one facility, and signs it once. No person stands behind it. */
@Injectable()
export class InvitedCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly phases: CasePhases,
    private readonly parts: PhaseParts,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The part as the file has it; the first opening is kept, and each is told to the journal. */
  async open(typed: string): Promise<InvitedPartView> {
    const invitation = await this.known(typed);
    return this.within(invitation, async (tx, found, row) => {
      this.assertOpen(found);
      const { part } = await this.awaited(tx, found, row);
      const { form, answers, path, placeId } = part;
      await tx.query('UPDATE app.invitation SET opened_at = COALESCE(opened_at, $2) WHERE id = $1', [
        found.id,
        this.clock.now(),
      ]);
      await this.tell(tx, 'open', found, row, []);
      const names = await placeNames(tx, {}, [placeId]);
      return {
        number: row.number,
        placeName: names[String(placeId)] ?? '',
        until: found.until.toISOString(),
        form: form.name,
        formVersion: form.version,
        questions: partQuestions(form, placeId, path),
        stays: staysOf(form, answers, placeId),
        answers: partOf(form, answers, placeId, path),
      };
    });
  }

  /** Signs the part. The same request sent again gets the same receipt; anything else finds the invitation used. */
  async sign(request: WriteRequest, command: Plain<SignInvitedDto>): Promise<Receipt> {
    const invitation = await this.known(command.code);
    return this.within(invitation, async (tx, found, row) => {
      const before = receiptOf(found, request);
      if (before !== null) return before;
      this.assertOpen(found);
      const { part, standing } = await this.awaited(tx, found, row);
      const answers = this.parts.merged(part, patchesOf(command));
      const entry = { how: INVITATION, from: command.from, on: this.clock.today() } as const;
      const fields = await this.parts.sign(tx, part, answers, { personId: null, entry });
      await this.transitions.fire(tx, row, 'enter-phase', { facts: entryFacts(standing), by: 'invited' });
      await this.tell(tx, 'sign', found, row, fields);
      const receipt = newReceipt();
      await tx.query(
        `UPDATE app.invitation SET used_at = $2, used_key = $3, used_request = $4, receipt = $5, version = version + 1 WHERE id = $1`,
        [found.id, this.clock.now(), request.key, request.hash, receipt],
      );
      return { id: found.id, version: found.version + 1, receipt };
    });
  }

  private async known(typed: string): Promise<InvitationRow> {
    const code = readInvitationCode(typed);
    const found =
      code === null ? undefined : await this.transactions.system((tx) => invitationOfCode(tx, hashOf(code)));
    if (found === undefined) throw nothingBehind();
    return found;
  }

  /** In the holder's own scope, the case locked first, the invitation read again under that lock. */
  private within<T>(
    { id, caseId, placeId }: InvitationRow,
    work: (tx: EntityManager, found: InvitationRow, row: LockedCase) => Promise<T>,
  ): Promise<T> {
    return this.transactions.invited({ invitationId: id, caseId, placeId }, async (tx) => {
      const row = await this.transactions.asSystem(tx, () => lockCase(tx, caseId));
      const found = await findInvitation(tx, id);
      if (found === undefined) throw nothingBehind();
      return work(tx, found, row);
    });
  }

  private assertOpen(found: InvitationRow): void {
    if (standingOfInvitation(found, this.clock.now()) !== 'open') throw nothingBehind();
  }

  /** The part, while the case still waits for it: whoever holds the code may know that it no longer does. */
  private async awaited(
    tx: EntityManager,
    { round, placeId }: InvitationRow,
    row: LockedCase,
  ): Promise<Awaited> {
    const part = await this.parts.open(tx, row, placeId);
    const standing = await this.phases.standingOf(tx, row, part.path, placeId);
    const isAwaited =
      row.round === round && this.transitions.accepts(row, 'enter-phase', entryFacts(standing));
    if (!isAwaited) throw new Problem('conflict', 'invitation.closed');
    return { part, standing };
  }

  private tell(
    tx: EntityManager,
    command: 'open' | 'sign',
    { id, placeId }: InvitationRow,
    { districtId }: LockedCase,
    fields: readonly string[],
  ): Promise<void> {
    const subject = { subject: 'invitation', subjectId: id, placeId, districtId } as const;
    return this.journal.record(tx, 'invited', { command, ...subject, fields });
  }
}

/** The receipt of this very request, when it was the one that used the invitation. */
function receiptOf(found: InvitationRow, { key, hash }: WriteRequest): Receipt | null {
  const { id, version, usedKey, usedRequest, receipt } = found;
  return receipt !== null && usedKey === key && usedRequest === hash ? { id, version, receipt } : null;
}
