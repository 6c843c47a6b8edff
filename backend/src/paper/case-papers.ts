import { Injectable } from '@nestjs/common';
import { may } from '../domain/access/abilities.js';
import type { Language } from '../domain/accounts/person.js';
import type { AttachmentKind } from '../domain/cases/attachment.js';
import type { CaseKind, CaseView, FileView } from '../domain/cases/case.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import type { NamesToFind } from '../domain/cases/names-in-text.js';
import { labelOfCode } from '../domain/classification/code-list.js';
import { delayPicture } from '../domain/classification/delay-picture.js';
import { storyOf } from '../domain/classification/delay-story.js';
import type { Source } from '../domain/audits/final-classification.js';
import { loadFormTexts } from '../domain/forms/form-texts.js';
import type { Answers, Value } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { absent } from '../domain/problem.js';
import { CaseQueries } from '../cases/case-queries.js';
import { shownConclusion } from '../cases/conclusion.js';
import { DraftQueries } from '../cases/draft-queries.js';
import { findCase, reachOf, type LockedCase } from '../cases/locked-case.js';
import { NameScreen } from '../cases/name-screen.js';
import { Journal } from '../journal/journal.js';
import { PaperSeal } from '../journal/paper-seal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { entryLine, loadPhaseEntryTexts } from '../domain/texts/phase-entry.js';
import { pdfOf } from '../platform/pdf/pdf.js';
import type { Actor } from '../platform/security/actor.js';
import { caseFileDocument, type FileDocument, type PrintedFile } from './case-file-document.js';
import { cleanAnswers } from './clean-answers.js';
import { delayTexts } from './delay-texts.js';
import { formDocument } from './form-document.js';
import { hashOf, loadWords, speak } from './forms-in-words.js';
import { longDate, type Words } from './written.js';

const PICTURE_WIDTH = 515;
/** Paper leaves the building: no right of its reader opens HIV or the type of an abortion on it. [domain 7.7] */
const ON_PAPER = { hiv: false, file: 'none' } as const;
const CONCLUDED: readonly CaseState[] = ['concluded', 'responding', 'closed'];

/** Papers of one case, for whoever may read the same on the screen; each printing leaves its line in the journal. */
@Injectable()
export class CasePapers {
  constructor(
    private readonly transactions: Transactions,
    private readonly drafts: DraftQueries,
    private readonly cases: CaseQueries,
    private readonly screen: NameScreen,
    private readonly journal: Journal,
    private readonly seal: PaperSeal,
    private readonly clock: Clock,
  ) {}

  /** One form with the answers that this person reads of it. */
  async form(actor: Actor, id: string, name: string, language: Language): Promise<Buffer> {
    const draft = await this.drafts.view(actor, id, name);
    const { row, names } = await this.known(actor, id);
    const form = getForm(name, draft.formVersion);
    const context = { now: this.clock.local(), ...draft.context };
    const { visible, computed } = validate(form, draft.answers, context);
    const answers = { ...cleanAnswers(form, draft.answers, names), ...answered(computed) };
    const speaking = await speak(
      form,
      { number: row.number, answers, asked: new Set(visible), context, places: draft.places },
      language,
    );
    await this.record(actor, row, 'print-form');
    return pdfOf(
      formDocument(speaking, { hash: hashOf(form), printedOn: this.printedOn(language) }),
      await this.seal.line(language),
    );
  }

  /** The frozen file: facts, delays, classification once concluded. */
  async file(actor: Actor, id: string, language: Language): Promise<Buffer> {
    const file = await this.cases.file(actor, id);
    const view = await this.cases.view(actor, id);
    const { row, names } = await this.known(actor, id);
    const words = await loadWords(language);
    const printed = await this.printedFile(file, view, row, names, words);
    await this.record(actor, row, 'print-file');
    return pdfOf(caseFileDocument(printed, words), await this.seal.line(language));
  }

  private async printedFile(
    file: FileView,
    view: CaseView,
    row: LockedCase,
    names: NamesToFind,
    words: Words,
  ): Promise<PrintedFile> {
    const { language } = words;
    const kind = row.kind ?? row.category;
    const conclusion =
      view.conclusion && shownConclusion(view.conclusion.answers, ON_PAPER, view.conclusion.formVersion);
    const documents = await Promise.all(
      inOrder(file).map(([name, { version, answers }]) => worded(name, version, answers, names, words)),
    );
    return {
      number: row.number,
      centre: row.responsibleName,
      kind: labelOfCode(words.labels, 'CL_DEATH_CAT', kind),
      n: file.n,
      frozenAt: file.frozenAt,
      sha256: file.sha256,
      printedOn: this.printedOn(language),
      documents,
      places: file.places,
      entries: await entryLines(file, words),
      pictures: await this.picturesOf(row.id, file.n),
      clock: await clockOf(kind, documents, conclusion, words),
      concluded: CONCLUDED.includes(view.state),
      classification:
        conclusion === undefined
          ? null
          : {
              ...(await worded('opinion', view.conclusion?.formVersion, conclusion, names, words)),
              source: words.texts.file.sources[view.conclusion?.source as Source],
            },
    };
  }

  /** The case within the person's scope, and the names that its free text may hold. */
  private async known(
    actor: Actor,
    id: string,
  ): Promise<{ readonly row: LockedCase; readonly names: NamesToFind }> {
    const { row, staff } = await this.transactions.read(actor, async (tx) => {
      const row = await findCase(tx, id);
      if (row === undefined || !may(actor.ability, 'read', 'Case', reachOf(row))) throw absent('case');
      return { row, staff: await this.screen.staffOf(tx, row) };
    });
    return { row, names: { vault: await this.screen.namesKept(row), staff } };
  }

  private record(actor: Actor, row: LockedCase, command: 'print-form' | 'print-file'): Promise<void> {
    return this.transactions.system((tx) =>
      this.journal.record(tx, actor, {
        command,
        subject: 'case',
        subjectId: row.id,
        placeId: row.responsibleId,
        districtId: row.districtId,
        fields: [],
      }),
    );
  }

  /** How many pages of each kind the frozen file covers. The case was read within the person's rights before. */
  private picturesOf(caseId: string, n: number): Promise<PrintedFile['pictures']> {
    return this.transactions.system(async (tx) => {
      const rows: readonly { readonly kind: AttachmentKind; readonly pages: number }[] = await tx.query(
        `SELECT a ->> 'kind' AS kind, count(*)::int AS pages FROM app.case_file f
           CROSS JOIN LATERAL jsonb_array_elements(COALESCE(f.content::jsonb -> 'attachments', '[]')) a
         WHERE f.case_id = $1 AND f.n = $2 GROUP BY 1 ORDER BY 1`,
        [caseId, n],
      );
      return rows.map(({ kind, pages }) => [kind, pages] as const);
    });
  }

  private printedOn(language: Language): string {
    return longDate(this.clock.today(), language);
  }
}

/** The notification first, then the reviews. */
function inOrder(file: FileView): readonly [string, FileView['documents'][string]][] {
  return Object.entries(file.documents).sort(
    ([left], [right]) => Number(right === 'notification') - Number(left === 'notification'),
  );
}

async function worded(
  name: string,
  version: number | undefined,
  answers: Answers,
  names: NamesToFind,
  { language }: Words,
): Promise<FileDocument> {
  const form = getForm(name, version);
  return {
    form,
    texts: await loadFormTexts(form.name, form.version, language),
    answers: cleanAnswers(form, answers, names),
  };
}

async function entryLines(
  { entries, places }: FileView,
  { language }: Words,
): Promise<PrintedFile['entries']> {
  const texts = await loadPhaseEntryTexts(language);
  return entries.map((entry) => [
    places[String(entry.placeId)] ?? '',
    entryLine(entry, longDate(entry.on, language), texts),
  ]);
}

async function clockOf(
  kind: CaseKind,
  documents: readonly FileDocument[],
  conclusion: Answers | undefined,
  { language }: Words,
): Promise<PrintedFile['clock']> {
  const [notification, review] = documents;
  if (review === undefined) return null;
  const story = storyOf(kind, review.answers, notification?.answers, conclusion);
  const wording = { texts: await delayTexts(language), language, calendar: { kind: 'dates' } } as const;
  const svg = delayPicture(story, wording, PICTURE_WIDTH);
  return svg === null ? null : { svg, width: PICTURE_WIDTH };
}

function answered(computed: Readonly<Record<string, Value>>): Answers {
  return Object.fromEntries(Object.entries(computed).map(([code, value]) => [code, { value }]));
}
