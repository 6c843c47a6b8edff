import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DraftSaved, FieldPatch } from '../domain/cases/case.js';
import type { Answers, Context, Form, Validation } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import { validate } from '../domain/forms/validate.js';
import { Problem } from '../domain/problem.js';
import type { DraftRights } from '../domain/cases/draft-rights.js';
import { conflictsNow, mergePatches, refusePatches } from '../cases/draft-merge.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { AuditRow } from './audit-rows.js';
import { Opinion } from './audit.entity.js';
import { frozenFile } from './packet-sources.js';
import { findPacket } from './packet-rows.js';

/** Answers of an opinion with the form they were given to. */
export interface OpinionRow {
  readonly auditId: string;
  readonly form: string;
  readonly formVersion: number;
  readonly answers: Answers;
  readonly keptWarnings: Readonly<Record<string, string>>;
  readonly minutes: number | null;
  readonly version: number;
  readonly sealedAt: Date | null;
  readonly sha256: string | null;
}

/** An opinion belongs to one audit: whoever may write it writes all of it. */
const WHOLE: DraftRights = { reads: null, writes: null, hiv: true };
const FORM = 'opinion';

/** The judgements of one audit: begun, typed field by field, checked against the facts that this audit may know. */
@Injectable()
export class Opinions {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async find(tx: EntityManager, auditId: string): Promise<OpinionRow | null> {
    const [row]: readonly OpinionRow[] = await tx.query(
      `SELECT o.audit_id AS "auditId", o.form, o.form_version AS "formVersion", o.answers, o.kept_warnings AS "keptWarnings", o.minutes,
         o.version, s.at AS "sealedAt", s.sha256
       FROM app.opinion o LEFT JOIN app.seal s ON s.audit_id = o.audit_id WHERE o.audit_id = $1`,
      [auditId],
    );
    return row ?? null;
  }

  /** An empty opinion, or a copy of an earlier revision to go on from. */
  async begin(tx: EntityManager, auditId: string, from?: OpinionRow): Promise<void> {
    const form = getForm(FORM, from?.formVersion);
    await tx.insert(Opinion, {
      auditId,
      form: form.name,
      formVersion: form.version,
      answers: (from?.answers ?? {}) as object,
      keptWarnings: (from?.keptWarnings ?? {}) as object,
      version: 1,
      updatedAt: this.clock.now(),
    });
  }

  /** Merges what was typed; the audit is locked and the right to write was checked. */
  async save(
    tx: EntityManager,
    audit: AuditRow,
    patches: readonly FieldPatch[],
  ): Promise<Omit<DraftSaved, 'receipt'>> {
    const opinion = await this.open(tx, audit);
    const form = getForm(opinion.form, opinion.formVersion);
    const context = await this.contextOf(tx, audit);
    refusePatches(form, patches, WHOLE, context);
    const { answers, changed, conflicts } = mergePatches(form, opinion.answers, patches, WHOLE);
    const version = changed.length === 0 ? opinion.version : opinion.version + 1;
    if (changed.length > 0) {
      await tx.update(
        Opinion,
        { auditId: audit.id },
        { answers: answers, version, updatedAt: this.clock.now() },
      );
    }
    return { id: audit.id, version, answers, conflicts, ...checked(form, answers, context) };
  }

  /** What a repeated save answers: the opinion as it is now. */
  async saved(
    tx: EntityManager,
    audit: AuditRow,
    patches: readonly FieldPatch[],
  ): Promise<Omit<DraftSaved, 'id' | 'version' | 'receipt'>> {
    const opinion = await this.find(tx, audit.id);
    if (opinion === null) throw new Problem('conflict', 'opinion.not-open');
    const form = getForm(opinion.form, opinion.formVersion);
    const context = await this.contextOf(tx, audit);
    const { answers } = opinion;
    return {
      answers,
      conflicts: conflictsNow(form, answers, patches, WHOLE),
      ...checked(form, answers, context),
    };
  }

  /** Keeps a warning on purpose, with the reason typed. Only a warning that is raised now can be kept. */
  async keepWarning(tx: EntityManager, audit: AuditRow, code: string, reason: string): Promise<number> {
    const opinion = await this.open(tx, audit);
    const { issues } = await this.validation(tx, audit, opinion);
    if (!issues.some((issue) => issue.code === code && issue.severity === 'WARN')) {
      throw new Problem('conflict', 'warning.not-raised', { params: { code } });
    }
    const version = opinion.version + 1;
    const keptWarnings = { ...opinion.keptWarnings, [code]: reason };
    await tx.update(
      Opinion,
      { auditId: audit.id },
      { keptWarnings: keptWarnings, version, updatedAt: this.clock.now() },
    );
    return version;
  }

  async validation(tx: EntityManager, audit: AuditRow, opinion: OpinionRow): Promise<Validation> {
    return validate(
      getForm(opinion.form, opinion.formVersion),
      opinion.answers,
      await this.contextOf(tx, audit),
    );
  }

  /** The facts an opinion is checked against: the frozen file for the session, the blind packet for a reviewer. */
  async contextOf(tx: EntityManager, audit: AuditRow): Promise<Context> {
    const facts = { kind: audit.caseKind, auditKind: audit.kind };
    if (audit.kind === 'audit') {
      const file = await this.transactions.asSystem(tx, () => frozenFile(tx, audit.fileId));
      return { now: this.clock.local(), documents: file.documents, facts };
    }
    const packet = await findPacket(tx, audit.packetId);
    return { now: this.clock.local(), documents: packet?.context?.documents ?? {}, facts };
  }

  private async open(tx: EntityManager, audit: AuditRow): Promise<OpinionRow> {
    const opinion = await this.find(tx, audit.id);
    if ((opinion?.sealedAt ?? null) !== null || audit.state === 'sealed')
      throw new Problem('conflict', 'opinion.sealed');
    if (opinion === null || audit.state !== 'in-progress') throw new Problem('conflict', 'opinion.not-open');
    return opinion;
  }
}

function checked(
  form: Form,
  answers: Answers,
  context: Context,
): Pick<DraftSaved, 'issues' | 'completeness'> {
  const { issues, completeness } = validate(form, answers, context);
  return { issues, completeness };
}
