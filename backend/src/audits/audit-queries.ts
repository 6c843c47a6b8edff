import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { AssignmentRow, GateView, ReviewView } from '../domain/audits/audit.js';
import {
  auditMachine,
  type AuditEvent,
  type AuditFacts,
  type AuditState,
} from '../domain/audits/audit-workflow.js';
import { absent } from '../domain/problem.js';
import { offers } from '../domain/workflow/machine.js';
import { findCase, type LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { factsFor } from './audit-facts.js';
import { AUDIT_COLUMNS, AUDIT_TABLES, auditReach, type AuditRow } from './audit-rows.js';
import { BlindOpinions } from './blind-opinions.js';
import { Opinions } from './opinions.js';
import { findPacket, type PacketRow } from './packet-rows.js';
import { Seals } from './seals.js';

const LIST_COLUMNS = {
  caseId: 'a.case_id uuid',
  placeIds: 'app.places_of(a.case_id) int[]',
  kind: 'a.kind text',
  assigneeId: 'a.assignee_id uuid',
} as const;
/** A seat that a reviewer left, or lost, is theirs no more. */
const HELD: readonly AuditRow['state'][] = ['assigned', 'in-progress', 'sealed'];

/** What a reviewer reads: the own seats, the gate, and behind it the blind packet with the own opinion. */
@Injectable()
export class AuditQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly opinions: Opinions,
    private readonly seals: Seals,
    private readonly blind: BlindOpinions,
    private readonly journal: Journal,
  ) {}

  list(actor: Actor): Promise<readonly AssignmentRow[]> {
    return this.transactions.read(actor, (tx) => {
      const scope = scopeOf(actor.ability, 'list', 'Audit', LIST_COLUMNS, 3);
      return tx.query(
        `SELECT a.id, a.kind, COALESCE(k.alias, '') AS alias, a.state, a.due_at AS "dueAt", a.assigned_at AS "assignedAt"
         FROM ${AUDIT_TABLES} WHERE a.assignee_id = $1 AND a.kind <> 'audit' AND a.state = ANY ($2) AND ${scope.sql}
         ORDER BY (a.state = 'sealed'), a.due_at, a.id`,
        [actor.person.id, HELD, ...scope.params],
      );
    });
  }

  /** The gate before the declaration, the blind zone after it. */
  async get(actor: Actor, id: string): Promise<GateView | ReviewView> {
    const view = await this.viewOf(actor, id);
    // Without district: only the reviewers themselves read of their readings.
    if ('packet' in view) {
      await this.journal.recordReading(actor, {
        command: 'open-packet',
        subject: 'audit',
        subjectId: id,
        fields: [],
      });
    }
    return view;
  }

  private viewOf(actor: Actor, id: string): Promise<GateView | ReviewView> {
    return this.transactions.read(actor, async (tx) => {
      const [audit]: readonly AuditRow[] = await tx.query(
        `SELECT ${AUDIT_COLUMNS} FROM ${AUDIT_TABLES} WHERE a.id = $1 AND a.kind <> 'audit' AND a.state = ANY ($2)`,
        [id, HELD],
      );
      if (audit === undefined || audit.assigneeId !== actor.person.id) throw absent('audit');
      const row = await this.transactions.asSystem(tx, () => findCase(tx, audit.caseId));
      if (row === undefined || !may(actor.ability, 'read', 'Audit', auditReach(audit, row)))
        throw absent('audit');
      const packet = await findPacket(tx, audit.packetId);
      const standing = audit.state === 'assigned' ? null : await this.seals.standing(tx, audit, row);
      const facts = standing?.facts ?? factsFor(audit, { declared: true });
      const gate = await this.gateOf(tx, actor, audit, row, packet, facts);
      const content = packet?.state === 'released' ? packet.content : null;
      if (audit.state === 'assigned' || content === null || standing === null) return gate;
      const settings = await settingsAt(tx, audit.regionId);
      const { documents, facts: known } = await this.opinions.contextOf(tx, audit);
      const { form, formVersion, version, answers, keptWarnings, sealedAt } = standing.opinion;
      return {
        ...gate,
        onHold: row.holdRoute !== null,
        safeguarding: {
          service: settings['safeguarding.service'],
          telephone: settings['safeguarding.telephone'],
        },
        packet: content,
        opinion: {
          form,
          formVersion,
          version,
          answers,
          keptWarnings,
          sealedAt: sealedAt?.toISOString() ?? null,
        },
        context: { documents, facts: known ?? {} },
        ...(may(actor.ability, 'read-sides', 'Audit', auditReach(audit, row))
          ? { opinions: await this.transactions.asSystem(tx, () => this.blind.sidesOf(tx, row)) }
          : {}),
      };
    });
  }

  private async gateOf(
    tx: EntityManager,
    actor: Actor,
    audit: AuditRow,
    row: LockedCase,
    packet: PacketRow | null,
    facts: AuditFacts,
  ): Promise<GateView> {
    const [region]: readonly { readonly name: string }[] = await tx.query(
      'SELECT name FROM app.place WHERE id = $1',
      [audit.regionId],
    );
    const reach = auditReach(audit, row);
    const state = audit.state as AuditState;
    return {
      id: audit.id,
      kind: audit.kind === 'adjudication' ? 'adjudication' : 'counter-audit',
      alias: packet?.alias ?? '',
      state,
      dueAt: audit.dueAt?.toISOString() ?? '',
      assignedAt: audit.assignedAt?.toISOString() ?? '',
      version: audit.version,
      caseKind: audit.caseKind,
      region: region?.name ?? '',
      level: packet?.context?.level ?? 'other',
      ageBand: packet?.context?.ageBand ?? null,
      offers: offers<AuditState, AuditEvent, AuditFacts>(auditMachine, state, facts, (event) =>
        event === 'expire' ? false : may(actor.ability, event, 'Audit', reach),
      ),
    };
  }
}
