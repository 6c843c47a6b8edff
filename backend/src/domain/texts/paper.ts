import type { AttachmentKind } from '../cases/attachment.js';
import type { Language } from '../accounts/person.js';
import type { Source } from '../audits/final-classification.js';
import type { Missing } from '../forms/form.js';

/** Words of forms and case files on paper. `{name}` is replaced by the parameter of that name. */
export interface PaperTexts {
  /** Short names of the forms, as people call them. */
  readonly forms: Readonly<Record<string, string>>;
  readonly page: string;
  readonly version: string;
  readonly foot: string;
  readonly printed: string;
  readonly seal: string;
  readonly caseNumber: string;
  /** The frame on the first page of an empty form: what is written by hand before and after. */
  readonly filledIn: readonly string[];
  /** Signs that follow a word, with the space that the language wants around them. */
  readonly colon: string;
  readonly semicolon: string;
  readonly how: readonly string[];
  readonly onlyAsked: string;
  readonly several: string;
  readonly range: string;
  readonly usual: string;
  readonly upTo: string;
  readonly lines: string;
  readonly exact: string;
  readonly about: string;
  readonly margins: Readonly<Record<'30' | '120' | '720', string>>;
  readonly inTheDay: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly hour: string;
  readonly minute: string;
  readonly placeName: string;
  readonly personFunction: string;
  readonly computed: string;
  readonly onlyInDenba: string;
  readonly hivApart: string;
  readonly onStrip: string;
  readonly inVault: string;
  readonly strip: string;
  readonly stripText: string;
  readonly stripCut: string;
  readonly source: string;
  readonly line: string;
  readonly numberOfList: string;
  readonly writeNumber: string;
  readonly inCells: string;
  readonly none: string;
  readonly yes: string;
  readonly no: string;
  readonly missing: Readonly<Record<Missing, string>>;
  readonly masked: Readonly<Record<'indirect' | 'abortion', string>>;
  /** The sheet that invites a facility without accounts. */
  readonly invitation: {
    readonly title: string;
    readonly request: string;
    readonly passage: string;
    readonly arrival: string;
    readonly noArrival: string;
    readonly asked: string;
    readonly times: string;
    readonly story: string;
    readonly how: string;
    readonly steps: readonly string[];
    readonly address: string;
    readonly code: string;
    readonly until: string;
    readonly help: string;
    readonly call: string;
    readonly keep: string;
  };
  readonly file: {
    readonly title: string;
    readonly frozen: string;
    readonly again: string;
    readonly centre: string;
    readonly part: string;
    readonly kind: string;
    readonly frozenAt: string;
    readonly hash: string;
    readonly noIdentity: string;
    readonly pictures: string;
    readonly pages: Readonly<Record<AttachmentKind, string>>;
    readonly clock: string;
    readonly classification: string;
    readonly notConcluded: string;
    readonly withoutAudit: string;
    readonly sources: Readonly<Record<Source, string>>;
    readonly by: string;
  };
}

/** The words in the language of the reader, loaded when first needed. */
export async function loadPaperTexts(language: Language): Promise<PaperTexts> {
  return language === 'fr'
    ? (await import('./paper.fr.js')).paperFr
    : (await import('./paper.en.js')).paperEn;
}
