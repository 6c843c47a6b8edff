import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sightOf, type Sight } from '../domain/access/sight.js';
import type { ComparisonView } from '../domain/audits/audit.js';
import type { CaseView, FileView } from '../domain/cases/case.js';
import { namesInText } from '../domain/cases/names-in-text.js';
import { redacted } from '../domain/audits/packet-text.js';
import type { Answer, Answers, Question } from '../domain/forms/form.js';
import { questionsOf } from '../domain/forms/questions.js';
import { getForm } from '../domain/forms/registry.js';
import { CaseQueries } from '../cases/case-queries.js';
import { shownConclusion } from '../cases/conclusion.js';
import { reachOf, type LockedCase } from '../cases/locked-case.js';
import { NameScreen } from '../cases/name-screen.js';
import { exportTexts } from '../journal/exports.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { ComparisonQueries } from './comparison-queries.js';
import { FirstAuditQueries } from './first-audit-queries.js';
import { Opinions } from './opinions.js';

/** One case for a program to read: facts, opinions that this reader may see, what happened. Nobody's name, no HIV, no kind of abortion. */
export interface ExportedCase {
  readonly format: 'denba-case-1';
  readonly confidential: string;
  readonly exportedBy: string;
  readonly exportedAt: string;
  readonly reason: string;
  readonly seal: string | null;
  readonly case: Pick<
    CaseView,
    'number' | 'kind' | 'state' | 'round' | 'placeName' | 'deathDate' | 'reportedAt' | 'facts' | 'extent'
  >;
  readonly path: readonly {
    readonly placeName: string;
    readonly kind: string;
    readonly signedAt: string | null;
  }[];
  readonly file: Pick<FileView, 'n' | 'frozenAt' | 'sha256' | 'documents' | 'places'> | null;
  readonly firstOpinion: { readonly formVersion: number; readonly answers: Answers } | null;
  readonly comparison: Omit<ComparisonView, 'caseId' | 'number'> | null;
  readonly timeline: CaseView['timeline'];
}

const FREE_TEXT: readonly Question['type'][] = ['text', 'longtext'];
/** On paper and in files neither HIV nor the type of an abortion, whatever their reader may see. [domain 7.7] */
const UNTOLD = { hiv: false, file: 'none' } as const satisfies Pick<Sight, 'hiv' | 'file'>;

type Cleaner = (text: string) => string;

/** What leaves of one case, as its reader may know it on the screen, and less. */
@Injectable()
export class CaseExportQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly cases: CaseQueries,
    private readonly comparisons: ComparisonQueries,
    private readonly audits: FirstAuditQueries,
    private readonly opinions: Opinions,
    private readonly screen: NameScreen,
    private readonly clock: Clock,
  ) {}

  async of(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    { reason, seal }: { readonly reason: string; readonly seal: string | null },
  ): Promise<ExportedCase> {
    const sight: Sight = { ...sightOf(actor.ability, reachOf(row)), ...UNTOLD };
    const names = await this.screen.namesOf(tx, row);
    const clean: Cleaner = (text) => redacted(text, namesInText(text, names));
    const view = await this.cases.viewOf(tx, actor, row);
    return {
      format: 'denba-case-1',
      confidential: exportTexts(actor).rule,
      exportedBy: actor.person.username,
      exportedAt: this.clock.now().toISOString(),
      reason: clean(reason),
      seal,
      case: caseOf(view),
      path: view.path.map(({ name, kind, signedAt }) => ({ placeName: name, kind, signedAt })),
      file: await this.fileOf(tx, row, clean),
      firstOpinion: await this.firstOpinion(tx, actor, row, clean),
      comparison: await this.comparisonOf(tx, row, sight, clean),
      timeline: view.timeline.map((entry) => ({
        ...entry,
        reason: entry.reason === null ? null : clean(entry.reason),
      })),
    };
  }

  private async fileOf(tx: EntityManager, row: LockedCase, clean: Cleaner): Promise<ExportedCase['file']> {
    const file = await this.cases.frozenFile(tx, row.id, UNTOLD.hiv);
    if (file === null) return null;
    const { n, frozenAt, sha256, documents, places } = file;
    const cleaned = Object.entries(documents).map(
      ([form, { version, answers }]) =>
        [form, { version, answers: withoutNames(form, version, answers, clean) }] as const,
    );
    return { n, frozenAt, sha256, documents: Object.fromEntries(cleaned), places };
  }

  private async firstOpinion(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
    clean: Cleaner,
  ): Promise<ExportedCase['firstOpinion']> {
    if (!sightOf(actor.ability, reachOf(row)).firstOpinion) return null;
    return this.transactions.asSystem(tx, async () => {
      const audit = await this.audits.find(tx, row);
      const opinion = audit?.state === 'sealed' ? await this.opinions.find(tx, audit.id) : null;
      if (opinion === null) return null;
      const { form, formVersion, answers } = opinion;
      const shown = shownConclusion(answers, UNTOLD, formVersion);
      return { formVersion, answers: withoutNames(form, formVersion, shown, clean) };
    });
  }

  private async comparisonOf(
    tx: EntityManager,
    row: LockedCase,
    sight: Sight,
    clean: Cleaner,
  ): Promise<ExportedCase['comparison']> {
    if (!sight.conclusions) return null;
    const { route, level, columns, items, reason } = await this.transactions.asSystem(tx, () =>
      this.comparisons.viewOf(tx, row, sight),
    );
    return {
      route,
      level,
      columns: columns.map(({ seat, answers }) => ({
        seat,
        answers: withoutNames('opinion', undefined, answers, clean),
      })),
      items,
      reason: reason === null ? null : clean(reason),
    };
  }
}

function caseOf(view: CaseView): ExportedCase['case'] {
  const { number, kind, state, round, placeName, deathDate, reportedAt, facts, extent } = view;
  return { number, kind, state, round, placeName, deathDate, reportedAt, facts, extent };
}

/** The answers with the names that slipped into their free texts hidden. */
function withoutNames(form: string, version: number | undefined, answers: Answers, clean: Cleaner): Answers {
  const questions = new Map(questionsOf(getForm(form, version)).map((question) => [question.code, question]));
  return Object.fromEntries(
    Object.entries(answers).map(([code, answer]) => [code, cleaned(questions.get(code), answer, clean)]),
  );
}

function cleaned(question: Question | undefined, answer: Answer, clean: Cleaner): Answer {
  if (!('value' in answer)) return answer;
  const { value } = answer;
  const isFree = question === undefined || FREE_TEXT.includes(question.type);
  if (isFree && typeof value === 'string') return { ...answer, value: clean(value) };
  if (question?.columns === undefined || !Array.isArray(value)) return answer;
  const rows = value as readonly Readonly<Record<string, Answer>>[];
  const columns = new Map(question.columns.map((column) => [column.code, column]));
  return {
    ...answer,
    value: rows.map((cells) =>
      Object.fromEntries(
        Object.entries(cells).map(([code, cell]) => [code, cleaned(columns.get(code), cell, clean)]),
      ),
    ),
  };
}
