import { inject, Injectable } from '@angular/core';
import { INVITATION, type PhaseEntry } from '@domain/cases/clinic-phase.js';
import { phaseEntryTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';

/** Where the part of a facility without accounts comes from, as one line. */
@Injectable({ providedIn: 'root' })
export class EntryWords {
  private readonly t = injectTexts(phaseEntryTexts);
  private readonly formats = inject(Formats);

  line({ how, from, on }: PhaseEntry): string {
    const params = {
      how: this.t.find(`how.${how}`) ?? how,
      from: this.t.find(`from.${from}`) ?? from,
      date: this.formats.date(on),
    };
    return this.t.find(how === INVITATION ? 'invited' : 'entered', params) ?? '';
  }
}
