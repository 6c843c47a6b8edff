import { Injectable } from '@nestjs/common';
import type { Language } from '../domain/accounts/person.js';
import { loadFormTexts } from '../domain/forms/form-texts.js';
import { InvitationQueries } from '../cases/invitation-queries.js';
import { Journal } from '../journal/journal.js';
import { PaperSeal } from '../journal/paper-seal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { pdfOf } from '../platform/pdf/pdf.js';
import type { Actor } from '../platform/security/actor.js';
import { loadWords } from './forms-in-words.js';
import { invitationDocument } from './invitation-document.js';
import { longDate } from './written.js';

/** What is written on the sheet beside what the file says. `address` is that of this server, as its reader's browser knows it. */
export interface SheetRequest {
  readonly code: string;
  readonly address: string;
  readonly telephone: string;
  readonly language: Language;
}

/** The one page that an invited facility receives. The code comes from the browser, is printed, and is forgotten. */
@Injectable()
export class InvitationPapers {
  constructor(
    private readonly transactions: Transactions,
    private readonly invitations: InvitationQueries,
    private readonly journal: Journal,
    private readonly seal: PaperSeal,
    private readonly clock: Clock,
  ) {}

  async sheet(
    actor: Actor,
    id: string,
    { code, address, telephone, language }: SheetRequest,
  ): Promise<Buffer> {
    const sheet = await this.invitations.sheet(actor, id, code);
    const { placeId, districtId, form } = sheet;
    const subject = { subject: 'invitation', subjectId: id, placeId, districtId } as const;
    await this.journal.recordReading(actor, { command: 'print', ...subject, fields: [] });
    const printed = {
      ...sheet,
      address: `${address}/invitation`,
      telephone: telephone.trim(),
      printedOn: longDate(this.clock.today(), language),
      texts: await loadFormTexts(form.name, form.version, language),
    };
    return pdfOf(invitationDocument(printed, await loadWords(language)), await this.seal.line(language));
  }
}
