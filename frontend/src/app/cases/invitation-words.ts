import { inject, Injectable } from '@angular/core';
import type { InvitationView } from '@domain/cases/invitation.js';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';
import { casesTexts } from './texts';

/** Where the invitation of a facility stands, as one line. */
@Injectable({ providedIn: 'root' })
export class InvitationWords {
  private readonly t = injectTexts(casesTexts);
  private readonly formats = inject(Formats);

  line({ standing, until, openedAt }: InvitationView): string {
    const date = this.formats.dateTime(until.slice(0, 16));
    if (standing === 'expired') return this.t('invitation.expired', { date });
    if (standing !== 'open') return this.t('invitation.revoked');
    return openedAt === null
      ? this.t('invitation.open', { date })
      : this.t('invitation.opened', { date, opened: this.formats.date(openedAt) });
  }
}
