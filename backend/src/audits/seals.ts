import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { auditMachine, type AuditFacts, type AuditState } from '../domain/audits/audit-workflow.js';
import type { Answers } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { votes } from '../domain/sessions/quorum.js';
import { decide } from '../domain/workflow/machine.js';
import type { LockedCase } from '../cases/locked-case.js';
import { Clock } from '../platform/clock.js';
import { factsFor } from './audit-facts.js';
import type { AuditRow } from './audit-rows.js';
import { Audit, Opinion, Seal } from './audit.entity.js';
import { Opinions, type OpinionRow } from './opinions.js';
import { canonical } from './packet-sources.js';
import { recommendationsOf } from './recommendation-count-queries.js';
import { QuorumQueries, signersOf, type SessionStanding } from './quorum-queries.js';

/** What the guards of a seal read, with the session it stands on (kind `audit`). */
export interface SealStanding {
  readonly facts: AuditFacts;
  readonly opinion: OpinionRow;
  /** Another cause group was chosen than the one proposed: the reason was asked. */
  readonly againstProposal: boolean;
  readonly session: SessionStanding | null;
}

const MOST_RECOMMENDATIONS = 5;
const NO_RECOMMENDATION = 'no_recommendation_reason';

/** Gathers what a seal needs, and writes it: content in canonical JSON, its hash, that of the file, who signs by profession. */
@Injectable()
export class Seals {
  constructor(
    private readonly opinions: Opinions,
    private readonly quorum: QuorumQueries,
    private readonly clock: Clock,
  ) {}

  /** In the scope of whoever asks; `null` while there is no opinion. */
  async standing(
    tx: EntityManager,
    audit: AuditRow,
    row: Pick<LockedCase, 'holdRoute'>,
  ): Promise<SealStanding | null> {
    const opinion = await this.opinions.find(tx, audit.id);
    if (opinion === null) return null;
    const { issues, missing, visible } = await this.opinions.validation(tx, audit, opinion);
    const session = audit.sessionId === null ? null : await this.quorum.find(tx, audit.sessionId);
    const reason = textOf(opinion.answers, 'adjudication_reason') ?? '';
    const facts = factsFor(audit, {
      missingAnswers: missing.length,
      openErrors: issues.filter(({ severity }) => severity === 'ERR').length,
      // A revision begins when the session may already be over; its attendance and charter still stand.
      sessionOpen: session?.state === 'open' || (audit.revision > 1 && session?.state === 'closed'),
      quorumMet: session?.quorumMet ?? false,
      ...(session === null ? {} : await this.course(tx, audit, session.id)),
      reasonGiven: reason.trim() !== '',
      caseOnHold: row.holdRoute !== null,
    });
    return { facts, opinion, session, againstProposal: visible.includes('group_reason') };
  }

  /** Why the opinion cannot be sealed now; nothing when it can. */
  reasons(audit: AuditRow, facts: AuditFacts): readonly string[] {
    const decision = decide(auditMachine, audit.state as AuditState, 'seal', facts);
    return decision.accepted ? [] : decision.reasons;
  }

  /** Writes the seal; from here the database refuses every change of the opinion. In system scope. */
  async write(
    tx: EntityManager,
    audit: AuditRow,
    standing: SealStanding,
    signers: readonly object[],
    minutes: number | null,
  ): Promise<number> {
    const { opinion, session, againstProposal } = standing;
    const [file]: readonly { readonly sha256: string }[] = await tx.query(
      'SELECT sha256 FROM app.case_file WHERE id = $1',
      [audit.fileId],
    );
    if (file === undefined) throw new Error('an opinion judges a frozen file');
    await tx.update(
      Opinion,
      { auditId: audit.id },
      { againstProposal, ...(minutes === null ? {} : { minutes }) },
    );
    const { content, sha256 } = canonical({
      audit: audit.id,
      kind: audit.kind,
      revision: audit.revision,
      form: opinion.form,
      formVersion: opinion.formVersion,
      answers: opinion.answers,
      keptWarnings: opinion.keptWarnings,
      source: file.sha256,
      signers,
    });
    const at = this.clock.now();
    await tx.insert(Seal, {
      auditId: audit.id,
      content,
      sha256,
      sourceSha256: file.sha256,
      signers: signers as object[],
      at,
    });
    const version = audit.version + 1;
    await tx.update(Audit, { id: audit.id }, { state: 'sealed', endedAt: at, version });
    if (session !== null) await this.keepParticipation(tx, audit, session);
    return version;
  }

  /** Signers of the audit: who attends, by profession and function, never by name. */
  signersOf(session: SessionStanding): readonly object[] {
    return signersOf(session);
  }

  private async keepParticipation(
    tx: EntityManager,
    audit: AuditRow,
    session: SessionStanding,
  ): Promise<void> {
    for (const attendance of session.attendances) {
      await tx.query(
        `INSERT INTO app.participation (audit_id, attendance_id, involved_in_care, votes, consensus, dissent) VALUES ($1, $2, $3, $4, $5, $6)`,
        [
          audit.id,
          attendance.id,
          attendance.involvedInCare,
          votes(attendance),
          attendance.consensus,
          attendance.dissent,
        ],
      );
    }
  }

  /** What the course of the session says: whether it is written, and one to five recommendations of the round, or why there are none. */
  private async course(
    tx: EntityManager,
    audit: AuditRow,
    sessionId: string,
  ): Promise<Pick<AuditFacts, 'courseWritten' | 'recommendationsGiven'>> {
    const recommendations = await recommendationsOf(tx, audit);
    const [session]: readonly { readonly note: Answers }[] = await tx.query(
      'SELECT note FROM app.audit_session WHERE id = $1',
      [sessionId],
    );
    const note = session?.note ?? {};
    const context = await this.opinions.contextOf(tx, audit);
    const facts = { ...context.facts, recommendations };
    const { issues, missing } = validate(getForm('session'), note, { ...context, facts });
    const isExplained = (textOf(note, NO_RECOMMENDATION) ?? '').trim() !== '';
    return {
      courseWritten:
        missing.every((question) => question === NO_RECOMMENDATION) &&
        issues.every(({ severity }) => severity !== 'ERR'),
      recommendationsGiven: recommendations === 0 ? isExplained : recommendations <= MOST_RECOMMENDATIONS,
    };
  }
}
