import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { DuplicateWarning } from '@domain/cases/case.js';
import { separateIdentity } from '@domain/forms/identity.js';
import type { Answers } from '@domain/forms/form.js';
import { Api } from '../../core/api';
import { NOTIFICATION, NotifyDraft } from './notify-draft';

const PAUSE = 800;
/** What two notified deaths are compared by. */
const COMPARED = [
  'death_category',
  'death_date',
  'death_facility_id',
  'facility_id',
  'village_code',
  'age_years',
  'age_months',
  'age_days',
  'sex',
  'birth_weight_g',
];

/**
 * Looks, while one types, for deaths already notified that resemble this one (V16). Nothing is written. A search that was refused, for
 * the limit of the hour, or never arrived is `unchecked`: it is not the same as one that found nothing.
 */
@Injectable()
export class SimilarDeaths {
  private readonly api = inject(Api);
  private readonly draft = inject(NotifyDraft);
  private readonly found = signal<DuplicateWarning | null>(null);
  private readonly failed = signal(false);
  readonly warning = this.found.asReadonly();
  readonly unchecked = this.failed.asReadonly();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = '';

  constructor() {
    effect((onCleanup) => {
      const compared = this.compared();
      const key = JSON.stringify(compared);
      if (compared === null || key === this.asked) return;
      this.timer = setTimeout(() => {
        this.asked = key;
        void untracked(() => this.look());
      }, PAUSE);
      onCleanup(() => {
        clearTimeout(this.timer);
      });
    });
  }

  /** Enough is known once there are a category, a date and a place. */
  private compared(): Answers | null {
    const answers = this.draft.answers();
    const known = Object.fromEntries(Object.entries(answers).filter(([code]) => COMPARED.includes(code)));
    const enough = ['death_category', 'death_date', 'facility_id'].every((code) => known[code] !== undefined);
    return enough ? known : null;
  }

  private async look(): Promise<void> {
    const { answers } = separateIdentity(NOTIFICATION, this.draft.answers());
    try {
      this.found.set(await this.api.ask<DuplicateWarning>('/cases/similar', { answers }));
      this.failed.set(false);
    } catch {
      this.found.set(null);
      this.failed.set(true);
    }
  }
}
