import { Injectable } from '@nestjs/common';
import { isObtainedInTime } from '../domain/cases/clinic-phase.js';
import { Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseEvents } from './case-events.js';
import { CasePhases, entryFacts } from './case-phases.js';
import { patchesOf } from './dto/draft.dto.js';
import type { EnterPhaseDto } from './dto/phase.dto.js';
import type { Plain } from './dto/plain.js';
import { PhaseParts } from './phase-parts.js';

/** The part of a facility that has nobody to sign it: the focal point enters and signs it, and says where it comes from. */
@Injectable()
export class PhaseCommands {
  constructor(
    private readonly events: CaseEvents,
    private readonly phases: CasePhases,
    private readonly parts: PhaseParts,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  enter(actor: Actor, request: WriteRequest, id: string, command: Plain<EnterPhaseDto>): Promise<Receipt> {
    const { placeId, how, from, on } = command;
    return this.events.fire(actor, request, id, 'enter-phase', async (tx, row) => {
      const part = await this.parts.open(tx, row, placeId);
      const standing = await this.phases.standingOf(tx, row, part.path, placeId);
      return {
        facts: entryFacts(standing),
        before: async () => {
          if (!isObtainedInTime(on, row.deathDate, this.clock.today()))
            throw new Problem('invalid', 'phase.date', { fields: [{ field: 'on', code: 'phase.date' }] });
          const answers = this.parts.merged(part, patchesOf(command));
          const entry = { how, from, on };
          const fields = await this.parts.sign(tx, part, answers, { personId: actor.person.id, entry });
          await this.journal.record(tx, actor, {
            command: 'document',
            subject: 'draft',
            subjectId: id,
            placeId,
            districtId: row.districtId,
            fields,
          });
        },
      };
    });
  }
}
