import { answersIn, contextOf, readinessOf, type CaseDocument } from '../domain/cases/case-documents.js';
import { numberOf } from '../domain/forms/read.js';
import type { Answers, Form } from '../domain/forms/form.js';
import { fileForms, getForm } from '../domain/forms/registry.js';
import { awaitsInterview, COMMUNITY_AUTOPSY } from '../domain/cases/community-autopsy.js';
import { isEligible } from '../domain/cases/eligibility.js';
import { validate } from '../domain/forms/validate.js';
import type { PacketSource } from '../domain/audits/packet-source.js';
import type { FrozenFile } from '../audits/packet-sources.js';
import { frozenFileOf } from '../cases/case-freezer.js';
import type { CaseLine } from './case-line.js';
import { documentsOf } from './clinical/stories.js';
import { instant, type Pen } from './pen.js';

const localOf = (minutes: number): string => instant(minutes).toISOString().slice(0, 16);

/** The file of a case: its drafts, and its frozen pages from the freeze on. */
export class FilePages {
  private readonly drafts = new Map<string, { answers: Answers; version: number; at: number }>();

  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
  ) {
    const { notification } = line.script.story;
    this.drafts.set('notification', { answers: notification, version: 1, at: line.script.times.notified });
  }

  confirm(at: number): void {
    const { story, district } = this.line.script;
    this.line.changes.kind = story.kind;
    this.line.changes.confirmedAt = at;
    const facts = { eligible: isEligible(story.kind, story.notification), kindSet: true };
    this.line.fire('confirm', at, district.focalPoint, facts);
    this.amend(at, { verification: { value: 'ELIGIBLE' } });
    for (const { name } of fileForms(story.kind)) {
      if (!this.drafts.has(name)) this.drafts.set(name, { answers: {}, version: 1, at });
    }
  }

  /** Answers that an event itself gives. */
  amend(at: number, answers: Answers): void {
    const before = this.drafts.get('notification');
    if (before === undefined) return;
    this.drafts.set('notification', {
      answers: { ...before.answers, ...answers },
      version: before.version + 1,
      at,
    });
  }

  document(at: number): void {
    for (const [form, answers] of documentsOf(this.line.script.story, at)) {
      this.drafts.set(form, { answers, version: 2, at });
      this.pen.entry(this.line.script, {
        at,
        by: this.line.head,
        command: 'document',
        subject: 'draft',
        subjectId: this.line.script.id,
        fields: Object.keys(answers),
      });
    }
  }

  /** Freezes, if the rules allow it, and gives the file as packets and opinions read it. */
  freeze(at: number): FrozenFile & { readonly rowId: string } {
    const { line, pen } = this;
    const documents = this.documents();
    const context = contextOf(documents, line.row, pen.settings, localOf(at));
    const { errors, missing, score } = readinessOf(documents, context);
    line.fire('freeze', at, line.head, {
      openErrors: errors,
      missingCore: missing,
      completeness: score,
      completenessSetting: pen.settings['freeze.completeness'],
      namesScreened: true,
      headInvolved: false,
    });
    const frozen = frozenFileOf(line.row, documents, context);
    const rowId = pen.id(at);
    pen.sheets.file.add({
      id: rowId,
      case_id: line.script.id,
      round: 1,
      n: 1,
      documents: frozen.documents,
      content: frozen.content,
      sha256: frozen.sha256,
      frozen_by: line.head.id,
      frozen_at: instant(at),
    });
    return { ...this.readable(frozen.documents, localOf(at)), id: rowId, rowId, sha256: frozen.sha256 };
  }

  /** The family is still to be visited, as the documents tell. */
  awaitsFamily(at: number): boolean {
    const documents = this.documents();
    const [notification, autopsy] = ['notification', COMMUNITY_AUTOPSY].map((name) =>
      answersIn(documents, name),
    );
    const context = contextOf(documents, this.line.row, this.pen.settings, localOf(at));
    return awaitsInterview(notification ?? {}, autopsy ?? {}, context);
  }

  write(): void {
    for (const [form, { answers, version, at }] of this.drafts) {
      this.pen.sheets.draft.add({
        case_id: this.line.script.id,
        form,
        round: 1,
        form_version: getForm(form).version,
        answers,
        version,
        updated_at: instant(at),
      });
    }
  }

  /** Parity as the documents tell it. */
  get parity(): number | null {
    const found = [...this.drafts.values()].map(({ answers }) => numberOf(answers, 'parity'));
    return found.find((value) => value !== undefined) ?? null;
  }

  private documents(): readonly CaseDocument[] {
    return fileForms(this.line.script.story.kind).map((form: Form) => {
      const draft = this.drafts.get(form.name);
      return { form, answers: draft?.answers ?? {}, keptWarnings: {}, version: draft?.version ?? 0 };
    });
  }

  private readable(
    frozen: Readonly<Record<string, { readonly version: number; readonly answers: Answers }>>,
    now: string,
  ): Omit<FrozenFile, 'id' | 'sha256'> {
    const { story, district } = this.line.script;
    const documents = Object.fromEntries(
      Object.entries(frozen).map(([form, { answers }]) => [form, answers]),
    );
    const context = { now, documents, facts: { kind: story.kind } };
    const sources = Object.entries(documents).map(([name, answers]): PacketSource => {
      const form = getForm(name);
      return { form, answers, computed: validate(form, answers, context).computed };
    });
    const csref = String(district.csref.id);
    return {
      caseKind: story.kind,
      sources,
      documents,
      levelOf: (id) =>
        id === csref ? 'csref' : id === String(this.line.script.centre.id) ? 'cscom' : 'village',
      responsibleKind: this.line.responsibleId === district.csref.id ? 'csref' : 'cscom',
      ageDays: this.line.row.ageDays,
    };
  }
}
