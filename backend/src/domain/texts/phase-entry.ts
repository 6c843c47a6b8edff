import type { Language, Profession } from '../accounts/person.js';
import { INVITATION, type EntryChannel, type PhaseEntry } from '../cases/clinic-phase.js';
import { fill } from './fill.js';

/** Where a part entered on behalf of a facility comes from, in words: on the screen and on paper. */
export interface PhaseEntryTexts {
  readonly entered: string;
  readonly invited: string;
  readonly how: Readonly<Record<EntryChannel, string>>;
  readonly from: Readonly<Record<Profession, string>>;
}

/** The words in the language of the reader, loaded when first needed. */
export async function loadPhaseEntryTexts(language: Language): Promise<PhaseEntryTexts> {
  return language === 'fr'
    ? (await import('./phase-entry.fr.js')).phaseEntryFr
    : (await import('./phase-entry.en.js')).phaseEntryEn;
}

/** The provenance as one line; `date` is the day it was obtained, as the reader writes days. */
export function entryLine({ how, from }: PhaseEntry, date: string, texts: PhaseEntryTexts): string {
  return how === INVITATION
    ? fill(texts.invited, { from: texts.from[from], date })
    : fill(texts.entered, { how: texts.how[how], from: texts.from[from], date });
}
