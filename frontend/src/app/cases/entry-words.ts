import { inject, Injectable } from '@angular/core';
import type { PhaseEntry } from '@domain/cases/clinic-phase.js';
import { phaseEntryTexts } from '../core/domain-texts';
import { Formats } from '../core/formats';
import { injectTexts } from '../core/texts';

/** Where a part entered on behalf of its facility comes from, as one line. */
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
    return this.t.find('entered', params) ?? '';
  }
}
