import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { answersIn } from '../domain/cases/case-documents.js';
import { COMMUNITY_AUTOPSY } from '../domain/cases/community-autopsy.js';
import type { ConfirmedKind } from '../domain/cases/eligibility.js';
import { monthOf, reviewExtent, type LastContact, type ReviewExtent } from '../domain/cases/review-extent.js';
import { fileForms } from '../domain/forms/registry.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { documentsOf } from './case-documents.js';
import { CaseTransitions, type CaseChanges } from './case-transitions.js';
import { insertDraft } from './draft-rows.js';
import type { LockedCase } from './locked-case.js';

/** How far each death is reviewed: decided at the confirmation, made wider by what is found later, never made narrower. */
@Injectable()
export class Extents {
  constructor(
    private readonly transactions: Transactions,
    private readonly transitions: CaseTransitions,
    private readonly clock: Clock,
  ) {}

  /** What the facts told so far ask for. */
  async decide(
    tx: EntityManager,
    row: LockedCase,
    kind: ConfirmedKind,
    contact: LastContact | null,
  ): Promise<ReviewExtent> {
    const documents = await documentsOf(tx, row);
    const notification = answersIn(documents, 'notification');
    const settings = await settingsAt(tx, row.responsibleId);
    return reviewExtent({
      kind,
      notification,
      autopsy: answersIn(documents, COMMUNITY_AUTOPSY),
      contact,
      perinatalInMonth: await this.perinatalInMonth(tx, row, monthOf(notification)),
      perinatalMost: settings['short-form.perinatal-most'],
    });
  }

  /** The columns of a confirmation. */
  async atConfirmation(
    tx: EntityManager,
    row: LockedCase,
    kind: ConfirmedKind,
    contact: LastContact | null,
  ): Promise<CaseChanges> {
    const { extent, reason } = await this.decide(tx, row, kind, contact);
    return {
      extent,
      extentReason: reason,
      lastContact: contact?.contact ?? null,
      lastContactAt: contact?.at ?? null,
    };
  }

  /** The columns after the kind changed: a case that has its full review keeps it. */
  async afterKind(tx: EntityManager, row: LockedCase, kind: ConfirmedKind): Promise<CaseChanges> {
    const { extent, reason } = await this.decide(tx, row, kind, contactOf(row));
    if (row.extent === 'short' || extent === 'full') return { extent, extentReason: reason };
    return { extent: 'full', extentReason: 'kept' };
  }

  /** Answers may show a link with a facility that nobody knew at the confirmation: the case is then reviewed in full. */
  async reconsider(tx: EntityManager, row: LockedCase): Promise<void> {
    if (row.extent !== 'short' || row.state !== 'documenting' || row.kind === null) return;
    const { extent, reason } = await this.decide(tx, row, row.kind, contactOf(row));
    if (extent === 'short') return;
    const changes = { extent, extentReason: reason };
    await this.openForms(
      tx,
      await this.transitions.fire(tx, row, 'find-link', { facts: {}, by: 'system', changes }),
    );
  }

  /** The forms that the extent of a case asks for, empty where they are new. */
  async openForms(tx: EntityManager, { id, round, kind, extent }: LockedCase): Promise<void> {
    const forms = kind === null ? [] : fileForms(kind, extent);
    for (const form of forms)
      await insertDraft(tx, { caseId: id, round, form, answers: {}, at: this.clock.now() });
  }

  /** Confirmed perinatal deaths linked to the facility in that month, with this one. */
  private async perinatalInMonth(tx: EntityManager, row: LockedCase, month: string): Promise<number> {
    const [found]: readonly { readonly others: number }[] = await this.transactions.asSystem(tx, () =>
      tx.query(
        `SELECT count(*)::int AS others FROM app.death_case c
         WHERE c.responsible_id = $1 AND c.kind IN ('SB', 'NND') AND c.id <> $2 AND to_char(c.death_date, 'YYYY-MM') = $3
           AND c.state NOT IN ('discarded', 'duplicate')
           AND COALESCE(c.extent_reason, '') NOT IN ('no-contact', 'below-threshold')`,
        [row.responsibleId, row.id, month],
      ),
    );
    return (found?.others ?? 0) + 1;
  }
}

const contactOf = ({ lastContact, lastContactAt }: LockedCase): LastContact | null =>
  lastContact === null ? null : { contact: lastContact, at: lastContactAt };
