import { Injectable } from '@nestjs/common';
import { may } from '../domain/access/abilities.js';
import { partOf, partQuestions } from '../domain/cases/clinic-phase.js';
import { readInvitationCode, standingOfInvitation } from '../domain/cases/invitation.js';
import { pathQuestionOf } from '../domain/cases/phases.js';
import type { Form } from '../domain/forms/form.js';
import { rowsOf, textOf } from '../domain/forms/read.js';
import { absent, Problem } from '../domain/problem.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { hashOf } from '../platform/security/sign-ins.js';
import { findInvitation, invitationOfCode } from './invitation-rows.js';
import { findCase, reachOf } from './locked-case.js';
import { PhaseParts } from './phase-parts.js';
import { placeNames } from './place-names.js';

/** What may stand on the sheet of an invitation: nobody's name, no story, and of the path the facility's own arrivals alone. */
export interface InvitationSheet {
  readonly id: string;
  readonly placeId: number;
  readonly districtId: number;
  readonly code: string;
  readonly number: string;
  readonly placeName: string;
  readonly districtName: string;
  readonly until: Date;
  readonly arrivals: readonly string[];
  readonly form: Form;
  readonly questions: readonly string[];
}

/** The sheet of an invitation, for who made it and still holds its code. */
@Injectable()
export class InvitationQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly parts: PhaseParts,
    private readonly clock: Clock,
  ) {}

  sheet(actor: Actor, id: string, typed: string): Promise<InvitationSheet> {
    return this.transactions.read(actor, async (tx) => {
      const found = await findInvitation(tx, id);
      const row = found && (await findCase(tx, found.caseId));
      if (found === undefined || row === undefined || !may(actor.ability, 'read', 'Case', reachOf(row)))
        throw absent('invitation');
      if (!may(actor.ability, 'enter-phase', 'Case', reachOf(row)))
        throw new Problem('forbidden', 'forbidden');
      if (standingOfInvitation(found, this.clock.now()) !== 'open')
        throw new Problem('conflict', 'invitation.over');
      const code = readInvitationCode(typed);
      const named = code === null ? undefined : await invitationOfCode(tx, hashOf(code));
      if (code === null || named?.id !== id) throw new Problem('invalid', 'invitation.other-code');
      const { placeId } = found;
      const { form, answers, path } = await this.parts.open(tx, row, placeId);
      const names = await placeNames(tx, {}, [placeId, row.districtId]);
      const times = rowsOf(partOf(form, answers, placeId, path), pathQuestionOf(form) ?? '');
      return {
        id,
        placeId,
        districtId: row.districtId,
        code,
        number: row.number,
        placeName: names[String(placeId)] ?? '',
        districtName: names[String(row.districtId)] ?? '',
        until: found.until,
        arrivals: times.map((line) => textOf(line, 'arrival')).filter((at) => at !== undefined),
        form,
        questions: partQuestions(form, placeId, path),
      };
    });
  }
}
