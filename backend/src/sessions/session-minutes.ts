import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { redacted } from '../domain/audits/packet-text.js';
import { namesInText } from '../domain/cases/names-in-text.js';
import { labelOfCode, loadCodeListLabels } from '../domain/classification/code-list.js';
import { icd10Title, loadIcd10Titles } from '../domain/classification/icd10-search.js';
import { loadFormTexts } from '../domain/forms/form-texts.js';
import type { Answers } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import { votes, type QuorumCode } from '../domain/sessions/quorum.js';
import { absent, Problem } from '../domain/problem.js';
import { fill } from '../domain/texts/fill.js';
import { reasonsFr } from '../domain/texts/reasons.fr.js';
import { rolesFr } from '../domain/texts/roles.fr.js';
import { FirstAuditQueries } from '../audits/first-audit-queries.js';
import { Opinions } from '../audits/opinions.js';
import { QuorumQueries, type AttendanceRow } from '../audits/quorum-queries.js';
import { recommendationsOf } from '../audits/recommendation-count-queries.js';
import { Approvals } from '../cases/approvals.js';
import { shownConclusion } from '../cases/conclusion.js';
import type { LockedCase } from '../cases/locked-case.js';
import { NameScreen } from '../cases/name-screen.js';
import { Journal } from '../journal/journal.js';
import { PaperSeal } from '../journal/paper-seal.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { pdfOf } from '../platform/pdf/pdf.js';
import type { Actor } from '../platform/security/actor.js';
import { printedAnswers, type PrintedAnswer, type Words } from './minutes-answers.js';
import { minutesDocument, type Minutes, type PrintedAttendance } from './minutes-document.js';
import { minutesFr } from './minutes.fr.js';
import { SessionDoor, sessionReach, type SessionFound } from './session-door.js';
import { SessionNotes } from './session-notes.js';
import { commitmentOf } from './session-queries.js';

const FULL = 'full-minutes';
const NO_HIV = { hiv: false, file: 'whole' } as const;

/** The procès-verbal of a session: without opinions for whoever reads the session, complete only under double key. */
@Injectable()
export class SessionMinutes implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly door: SessionDoor,
    private readonly quorum: QuorumQueries,
    private readonly audits: FirstAuditQueries,
    private readonly opinions: Opinions,
    private readonly notes: SessionNotes,
    private readonly screen: NameScreen,
    private readonly approvals: Approvals,
    private readonly journal: Journal,
    private readonly seal: PaperSeal,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // The confirmation itself opens the full form to the two persons; nothing else happens.
    this.approvals.on(FULL, () => Promise.resolve());
  }

  async withoutOpinions(actor: Actor, id: string): Promise<Buffer> {
    const { minutes, row } = await this.transactions.read(actor, async (tx) => {
      const { session, row } = await this.door.read(tx, actor, id);
      return { row, minutes: await this.transactions.asSystem(tx, () => this.minutesOf(tx, session, row)) };
    });
    await this.record(actor, id, row, 'print-minutes');
    return pdfOf(minutesDocument({ ...minutes, opinions: null }), await this.seal.line('fr'));
  }

  /** For the two persons who opened it, while their approval runs; every printing is journalled. */
  async full(actor: Actor, id: string): Promise<Buffer> {
    const { minutes, row } = await this.transactions.read(actor, async (tx) => {
      const found = await this.forTheTwo(tx, actor, id);
      return this.transactions.asSystem(tx, async () => ({
        row: found.row,
        minutes: {
          ...(await this.minutesOf(tx, found.session, found.row)),
          opinions: await this.opinionsOf(tx, found.session, found.row),
        },
      }));
    });
    await this.record(actor, id, row, 'print-full-minutes');
    return pdfOf(minutesDocument(minutes), await this.seal.line('fr'));
  }

  private record(
    actor: Actor,
    id: string,
    row: LockedCase,
    command: 'print-full-minutes' | 'print-minutes',
  ): Promise<void> {
    return this.journal.recordReading(actor, {
      command,
      subject: 'session',
      subjectId: id,
      districtId: row.districtId,
      placeId: row.responsibleId,
      fields: [],
    });
  }

  /** The confirming person may not reach the session otherwise: the approval is their right to this document. */
  private async forTheTwo(
    tx: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ readonly session: SessionFound; readonly row: LockedCase }> {
    const found = await this.transactions.asSystem(tx, () => this.door.known(tx, id));
    if (found === null || actor.bars.absent.includes(found.row.id)) throw absent('session');
    const [approval]: readonly { readonly mine: boolean }[] = await this.transactions.asSystem(tx, () =>
      tx.query(
        `SELECT bool_or(asked_by = $2 OR confirmed_by = $2) AS mine FROM app.approval
         WHERE action = $3 AND subject_id = $1 AND confirmed_at IS NOT NULL AND until > $4`,
        [id, actor.person.id, FULL, this.clock.now()],
      ),
    );
    if (approval?.mine === true) return found;
    const reach = sessionReach(found.session, found.row);
    const knows = may(actor.ability, 'read', 'Session', reach);
    throw knows ? new Problem('forbidden', 'minutes.not-approved') : absent('session');
  }

  private async minutesOf(
    tx: EntityManager,
    session: SessionFound,
    row: LockedCase,
  ): Promise<Omit<Minutes, 'opinions'>> {
    const labels = await loadCodeListLabels('fr');
    const standing = await this.quorum.find(tx, session.id);
    const audit = await this.auditOf(tx, session, row);
    const [seal]: readonly { readonly at: Date; readonly sha256: string; readonly source: string }[] =
      await tx.query('SELECT at, sha256, source_sha256 AS source FROM app.seal WHERE audit_id = $1', [audit]);
    const held = session.openedAt?.toISOString().slice(0, 16) ?? session.plannedFor;
    return {
      centre: session.placeName,
      held: dateTime(held),
      type: labelOfCode(labels, 'CL_SESSION_TYPE', session.type),
      quorum: (standing?.quorum ?? []).map((one) => ({ ...one, label: reasonsFr[one.code as QuorumCode] })),
      quorumMet: standing?.quorumMet ?? false,
      attendances: (standing?.attendances ?? []).map(printed),
      recommendationCount: await recommendationsOf(tx, { caseId: row.id, round: session.round }),
      sealedAt: seal === undefined ? null : dateTime(seal.at.toISOString().slice(0, 16)),
      sha256: seal?.sha256 ?? null,
      sourceSha256: seal?.source ?? null,
      commitment: await commitmentOf(tx, row.districtId, seal?.at.toISOString() ?? this.clock.local()),
      printedOn: date(this.clock.today()),
    };
  }

  private async opinionsOf(
    tx: EntityManager,
    session: SessionFound,
    row: LockedCase,
  ): Promise<NonNullable<Minutes['opinions']>> {
    const titles = await loadIcd10Titles('fr');
    const words: Words = {
      labels: await loadCodeListLabels('fr'),
      dateTime,
      cause: (code) => icd10Title(titles, code),
    };
    const names = await this.screen.namesOf(tx, row);
    const clean = (text: string): string => redacted(text, namesInText(text, names));
    const audit = await this.auditOf(tx, session, row);
    const opinion = audit === null ? null : await this.opinions.find(tx, audit);
    const standing = await this.quorum.find(tx, session.id);
    const voices = (standing?.attendances ?? []).filter(votes);
    return {
      caseNumber: row.number,
      opinion:
        opinion === null
          ? []
          : await this.answersOf(
              opinion.form,
              opinion.formVersion,
              shownConclusion(opinion.answers, NO_HIV),
              await this.opinionContext(tx, session, row),
              words,
              clean,
            ),
      course: await this.answersOf(
        'session',
        session.formVersion,
        session.note,
        await this.notes.contextOf(tx, session, row),
        words,
        clean,
      ),
      agrees: voices.filter(({ consensus }) => consensus === 'agrees').length,
      dissents: voices.flatMap(({ dissent }) => (dissent === null ? [] : [clean(dissent)])),
      recommendations: await recommended(tx, row, session, words),
    };
  }

  private async answersOf(
    name: string,
    version: number,
    answers: Answers,
    context: Parameters<typeof printedAnswers>[3],
    words: Words,
    clean: (text: string) => string,
  ): Promise<readonly PrintedAnswer[]> {
    const texts = await loadFormTexts(name, version, 'fr');
    return printedAnswers(getForm(name, version), texts, answers, context, words).map(({ label, text }) => ({
      label,
      text: clean(text),
    }));
  }

  private async opinionContext(tx: EntityManager, session: SessionFound, row: LockedCase) {
    const context = await this.notes.contextOf(tx, session, row);
    return { ...context, facts: { ...context.facts, kind: row.kind ?? '', auditKind: 'audit' } };
  }

  /** The sealed revision that the session stands for, else the one in progress. */
  private async auditOf(tx: EntityManager, session: SessionFound, row: LockedCase): Promise<string | null> {
    const [audit]: readonly { readonly id: string }[] = await tx.query(
      `SELECT id FROM app.audit WHERE session_id = $1 AND state IN ('sealed', 'in-progress') ORDER BY (state = 'sealed') DESC, revision DESC LIMIT 1`,
      [session.id],
    );
    if (audit !== undefined) return audit.id;
    const found = session.round === row.round ? await this.audits.find(tx, row) : null;
    return found?.sessionId === session.id ? found.id : null;
  }
}

function printed(attendance: AttendanceRow): PrintedAttendance {
  return {
    function: attendance.function,
    profession: rolesFr.professions[attendance.profession],
    facility: attendance.placeName ?? '',
    presence: minutesFr[attendance.presence],
    voice: attendance.presence === 'absent' ? '' : minutesFr[votes(attendance) ? 'votes' : 'informs'],
    charter: attendance.charterSigned ? minutesFr.signed : minutesFr.unsigned,
  };
}

async function recommended(
  tx: EntityManager,
  row: LockedCase,
  session: SessionFound,
  words: Words,
): Promise<readonly PrintedAnswer[]> {
  const rows: readonly { readonly action: string; readonly owner: string; readonly deadline: string }[] =
    await tx.query(
      `SELECT r.action, r.owner_function AS owner, r.deadline FROM app.recommendation r
     JOIN app.recommendation_source s ON s.recommendation_id = r.id WHERE s.case_id = $1 AND s.round = $2
       AND r.state NOT IN ('cancelled', 'merged') ORDER BY r.created_at, r.id`,
      [row.id, session.round],
    );
  return rows.map(({ action, owner, deadline }, index) => ({
    label: String(index + 1),
    text: `${action} — ${fill(minutesFr.by, { owner: labelOfCode(words.labels, 'CL_REC_OWNER_ROLE', owner), date: date(deadline) })}`,
  }));
}

const LONG = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;

function date(day: string): string {
  return new Intl.DateTimeFormat('fr-FR', LONG)
    .format(new Date(`${day.slice(0, 10)}T00:00:00Z`))
    .replace(/^1 /, '1er ');
}

/** "18 mars 2026, 10 h 05", as it is said. */
function dateTime(local: string): string {
  return `${date(local)}, ${local.slice(11, 13)} h ${local.slice(14, 16)}`;
}
