import { Injectable } from '@nestjs/common';
import type { Receipt } from '../domain/receipt.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { CaseEvents, reasoned } from './case-events.js';
import type { ReasonDto } from './dto/events.dto.js';
import type { Plain } from './dto/plain.js';
import { Extents } from './extents.js';

/** Asking for the full review of a death that has a short form. */
@Injectable()
export class ExtentCommands {
  constructor(
    private readonly events: CaseEvents,
    private readonly extents: Extents,
  ) {}

  widen(actor: Actor, request: WriteRequest, id: string, command: Plain<ReasonDto>): Promise<Receipt> {
    return this.events.fire(actor, request, id, 'widen', (tx) =>
      Promise.resolve({
        ...reasoned(command),
        changes: { extent: 'full', extentReason: 'asked' },
        afterwards: (after) => this.extents.openForms(tx, after),
      }),
    );
  }
}
