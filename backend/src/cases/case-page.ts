import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { sightOf, type Sight } from '../domain/access/sight.js';
import type { Role } from '../domain/accounts/person.js';
import { answersIn, contextOf, pathIn, type CaseDocument } from '../domain/cases/case-documents.js';
import { rolesOn } from '../domain/cases/case-roles.js';
import { ageFor, stateFor } from '../domain/cases/case-zones.js';
import type { CaseView, DocumentRow } from '../domain/cases/case.js';
import { COMMUNITY_AUTOPSY, visitOf } from '../domain/cases/community-autopsy.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { documentRow } from '../domain/cases/document-row.js';
import type { Answers } from '../domain/forms/form.js';
import { numberOf, textOf } from '../domain/forms/read.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/security/actor.js';
import { approvalsOfCase, exportOf } from './approval-queries.js';
import { clocksOf, type ToldInForms } from './case-clocks.js';
import { documentsOf } from './case-documents.js';
import { CaseOffers } from './case-offers.js';
import { CasePhases } from './case-phases.js';
import { eventsOf, timelineFor, type Listener } from './case-timeline.js';
import { conclusionOf } from './conclusion.js';
import { draftAccess } from './draft-access.js';
import { LinkQueries } from './link-queries.js';
import { reachOf, type LockedCase } from './locked-case.js';
import { resemblingCases } from './resembling-cases.js';
import { settingsAt } from '../facilities/settings.js';

/** Assembles the case page from what the reader's zones open. Parts that stay closed are absent. [domain 7.2, 7.3] */
@Injectable()
export class CasePage {
  constructor(
    private readonly offers: CaseOffers,
    private readonly links: LinkQueries,
    private readonly phases: CasePhases,
    private readonly clock: Clock,
  ) {}

  async of(tx: EntityManager, actor: Actor, row: LockedCase): Promise<CaseView> {
    const reach = reachOf(row);
    const sight = sightOf(actor.ability, reach);
    const roles = rolesOn(actor.memberships, row);
    const listener: Listener = { team: sight.file !== 'none', district: roles.includes('focal-point') };
    const isStaff = listener.team || listener.district;
    const documents = await documentsOf(tx, row);
    const settings = await settingsAt(tx, row.responsibleId);
    const events = await eventsOf(tx, row.id);
    const notification = answersIn(documents, 'notification');
    const path = pathIn(documents, row.placeIds);
    const conclusion = await conclusionOf(tx, row.id, row.round, sight);
    return {
      id: row.id,
      number: row.number,
      kind: row.kind ?? row.category,
      state: stateFor(row.state, isStaff || sight.conclusions),
      round: row.round,
      onHold: isStaff && row.holdRoute !== null,
      placeName: row.responsibleName,
      deathDate: isStaff || isOwn(actor, row) ? row.deathDate : row.deathDate.slice(0, 7),
      reportedAt: isStaff || isOwn(actor, row) ? row.reportedAt : row.reportedAt.slice(0, 7),
      version: row.version,
      facts: {
        age: ageFor(notification, isStaff || isOwn(actor, row)),
        pregnancy: isStaff ? (textOf(notification, 'pregnancy_status') ?? null) : null,
        ...(isStaff ? weeksOf(notification) : {}),
        deathPlace: row.deathPlace,
        deathAt: deathAt(row, isStaff || isOwn(actor, row)),
      },
      extent: isStaff ? extentOf(row) : null,
      path: isStaff && row.extent === 'full' ? await this.phases.views(tx, actor, row, path) : [],
      headInvolved: isStaff && row.headInvolved,
      hold:
        isStaff && row.holdRoute !== null && row.holdSince !== null
          ? { route: listener.district ? row.holdRoute : null, since: row.holdSince.toISOString() }
          : null,
      duplicateOf: isStaff ? await numberOfKept(tx, row) : null,
      resembling: await resemblingCases(tx, actor, row),
      offers: await this.offers.of(tx, actor, row),
      links: await this.links.of(tx, actor, row, isStaff),
      waitingFor: isStaff ? waitingFor(row.state, roles) : null,
      ...(isStaff
        ? { documents: documentRows(actor, row, documents, this.contextFor(row, documents, settings), path) }
        : {}),
      clocks: isStaff ? clocksOf(row, events, settings, toldIn(documents, row), listener.district) : [],
      timeline: timelineFor(events, listener),
      approvals: isStaff ? await approvalsOfCase(tx, actor, row, this.clock.now()) : [],
      ...(may(actor.ability, 'export', 'CaseFile', reach)
        ? { export: await exportOf(tx, actor, row.id, this.clock.now()) }
        : {}),
      identityReadable: sight.identity,
      identityErasedAt: sight.identity ? (row.identityErasedAt?.toISOString() ?? null) : null,
      ...(may(actor.ability, 'raise-concern', 'Case', reach)
        ? {
            safeguarding: {
              service: settings['safeguarding.service'],
              telephone: settings['safeguarding.telephone'],
            },
          }
        : {}),
      ...(await this.packetOf(tx, row, sight)),
      ...(await this.auditOf(tx, actor, row)),
      ...(conclusion ? { conclusion } : {}),
    };
  }

  private contextFor(
    row: LockedCase,
    documents: readonly CaseDocument[],
    settings: Parameters<typeof contextOf>[2],
  ) {
    return contextOf(documents, row, settings, this.clock.local());
  }

  private async packetOf(
    tx: EntityManager,
    row: LockedCase,
    sight: Sight,
  ): Promise<Pick<CaseView, 'packet'>> {
    if (!sight.packet) return {};
    const [packet]: readonly { id: string; alias: string; state: string }[] = await tx.query(
      `SELECT id, alias, state FROM app.packet WHERE case_id = $1 AND round = $2
       ORDER BY (state IN ('draft', 'released')) DESC LIMIT 1`,
      [row.id, row.round],
    );
    return packet === undefined ? {} : { packet };
  }

  private async auditOf(
    tx: EntityManager,
    actor: Actor,
    row: LockedCase,
  ): Promise<Pick<CaseView, 'audit' | 'sessionId'>> {
    const reach = { ...reachOf(row), kind: 'audit' as const, assigneeId: null, sealed: row.auditSealed };
    if (!may(actor.ability, 'read', 'Audit', reach)) return {};
    const [audit]: readonly { id: string; sessionId: string | null; state: string }[] = await tx.query(
      `SELECT id, session_id AS "sessionId", state FROM app.audit
       WHERE case_id = $1 AND round = $2 AND kind = 'audit' AND state <> 'withdrawn' ORDER BY revision DESC LIMIT 1`,
      [row.id, row.round],
    );
    const [session]: readonly { id: string }[] = await tx.query(
      `SELECT id FROM app.audit_session WHERE case_id = $1 AND round = $2 AND state <> 'cancelled' ORDER BY planned_for DESC LIMIT 1`,
      [row.id, row.round],
    );
    return { ...(audit ? { audit } : {}), sessionId: session?.id ?? null };
  }
}

function weeksOf(notification: Answers): { readonly weeks?: number } {
  const weeks = numberOf(notification, 'gestational_weeks');
  return weeks === undefined ? {} : { weeks };
}

/** How far the death is reviewed, once that was decided. */
const extentOf = ({ extent, extentReason }: LockedCase): CaseView['extent'] =>
  extentReason === null ? null : { extent, reason: extentReason };

const isOwn = (actor: Actor, row: LockedCase): boolean => row.reporterId === actor.person.id;

function deathAt(row: LockedCase, exact: boolean): string {
  if (!exact) return row.deathDate.slice(0, 7);
  return row.deathTime === null ? row.deathDate : `${row.deathDate}T${row.deathTime}`;
}

async function numberOfKept(tx: EntityManager, row: LockedCase): Promise<string | null> {
  if (row.duplicateOf === null) return null;
  const [kept]: readonly { number: string }[] = await tx.query(
    'SELECT number FROM app.death_case WHERE id = $1',
    [row.duplicateOf],
  );
  return kept?.number ?? null;
}

const NEXT: Readonly<Partial<Record<CaseState, { readonly role: Role; readonly event: string }>>> = {
  notified: { role: 'focal-point', event: 'confirm' },
  documenting: { role: 'centre-head', event: 'freeze' },
  ready: { role: 'centre-head', event: 'seal-audit' },
  'counter-auditing': { role: 'counter-auditor', event: 'compare' },
  adjudicating: { role: 'counter-auditor', event: 'adjudicate' },
  concluded: { role: 'focal-point', event: 'close' },
  responding: { role: 'focal-point', event: 'close' },
};

/** Who acts next when it is somebody else. */
function waitingFor(state: CaseState, roles: readonly Role[]): CaseView['waitingFor'] {
  const next = NEXT[state];
  return next === undefined || roles.includes(next.role) ? null : next;
}

function documentRows(
  actor: Actor,
  row: LockedCase,
  documents: readonly CaseDocument[],
  context: ReturnType<typeof contextOf>,
  path: readonly number[],
): readonly DocumentRow[] {
  const facts = { notification: answersIn(documents, 'notification'), extent: row.extent };
  return documents.flatMap((document) =>
    documentRow(document, draftAccess(actor, row, document.form, path), context, facts),
  );
}

function toldIn(documents: readonly CaseDocument[], { extent }: LockedCase): ToldInForms {
  const notification = answersIn(documents, 'notification');
  return {
    lateReason: textOf(notification, 'late_reason') ?? null,
    visit: visitOf(notification, answersIn(documents, COMMUNITY_AUTOPSY), extent),
  };
}
