import { isCommunityDeath } from '../domain/cases/notification-delay.js';
import {
  caseMachine,
  type CaseEvent,
  type CaseFacts,
  type CaseState,
} from '../domain/cases/case-workflow.js';
import { factsFor } from '../cases/case-facts.js';
import { AUDIENCES } from '../cases/case-transitions.js';
import type { LockedCase } from '../cases/locked-case.js';
import { columnsOf } from '../cases/notification-columns.js';
import { instant, type By, type Pen } from './pen.js';
import type { CaseScript } from './script.js';
import { walked } from './walked.js';

/** What changes beside the state. */
export interface Changes {
  kind: LockedCase['kind'];
  provisional: boolean;
  confirmedAt: number | null;
  concludedAt: number | null;
  closedAt: number | null;
  feedback: readonly string[];
  duplicateOf: string | null;
}

const CONCLUDED: readonly CaseState[] = ['concluded', 'responding', 'closed'];

/** One case on its way: every step is decided by the machine, written to the timeline and the journal. An illegal step throws. */
export class CaseLine {
  state: CaseState = 'notified';
  version = 1;
  readonly changes: Changes = {
    kind: null,
    provisional: false,
    confirmedAt: null,
    concludedAt: null,
    closedAt: null,
    feedback: [],
    duplicateOf: null,
  };
  private seq = 0;

  constructor(
    private readonly pen: Pen,
    readonly script: CaseScript,
  ) {
    const { centre, times } = script;
    this.tell('notify', null, 'notified', times.notified, centre.midwife, null, 'all');
    pen.entry(script, {
      at: times.notified,
      by: centre.midwife,
      command: 'notify',
      subject: 'case',
      subjectId: script.id,
      fields: Object.keys(script.story.notification),
    });
  }

  get responsibleId(): number {
    return this.script.story.placeIds[0] ?? this.script.centre.id;
  }

  get responsibleName(): string {
    const { csref, centre } = { csref: this.script.district.csref, centre: this.script.centre };
    return this.responsibleId === csref.id ? csref.name : centre.name;
  }

  /** Who heads the responsible facility. */
  get head() {
    const { district, centre } = this.script;
    return this.responsibleId === district.csref.id ? district.csref.head : centre.head;
  }

  /** The case as the rules of the product read it. */
  get row(): LockedCase {
    const { script, changes } = this;
    const { story, district, drawn, times, centre } = script;
    const columns = columnsOf(story.notification);
    return {
      id: script.id,
      number: drawn.number,
      kind: changes.kind,
      category: columns.category,
      state: this.state,
      round: 1,
      version: this.version,
      holdRoute: null,
      holdSince: null,
      regionId: district.regionId,
      districtId: district.id,
      responsibleId: this.responsibleId,
      responsibleName: this.responsibleName,
      placeIds: story.placeIds,
      villageId: Number((story.notification['village_code'] as { value: string }).value),
      reporterId: centre.midwife.id,
      subjectRef: script.subjectRef,
      deathPlace: columns.deathPlace,
      deathDate: columns.deathDate,
      deathTime: columns.deathTime ?? null,
      knownAt: columns.knownAt,
      ageDays: columns.ageDays ?? null,
      reportedAt: instant(times.notified).toISOString().slice(0, 16),
      receivedAt: instant(times.notified),
      late: false,
      headInvolved: false,
      provisional: changes.provisional,
      confirmedAt: changes.confirmedAt === null ? null : instant(changes.confirmedAt),
      concludedAt: changes.concludedAt === null ? null : instant(changes.concludedAt),
      closedAt: changes.closedAt === null ? null : instant(changes.closedAt),
      identityErasedAt: null,
      extent: 'full',
      extentReason: null,
      lastContact: null,
      lastContactAt: null,
      duplicateOf: changes.duplicateOf,
      auditSealed: false,
      attendeeIds: [],
    };
  }

  get isCommunity(): boolean {
    return isCommunityDeath(this.script.story.notification) === true;
  }

  fire(event: CaseEvent, at: number, by: By, facts: Partial<CaseFacts>, reason: string | null = null): void {
    const roles = by === 'system' ? [] : [by.role];
    const from = this.state;
    this.state = walked(caseMachine, from, event, factsFor(this.row, { actorRoles: roles, ...facts }));
    this.version += 1;
    if (CONCLUDED.includes(this.state)) this.changes.concludedAt ??= at;
    else this.changes.concludedAt = null;
    if (this.state === 'closed') this.changes.closedAt = at;
    this.tell(event, from, this.state, at, by, reason, AUDIENCES[event]);
    this.pen.entry(this.script, {
      at,
      by,
      command: event,
      subject: 'case',
      subjectId: this.script.id,
      fields: ['state'],
    });
  }

  private tell(
    event: string,
    from: CaseState | null,
    to: CaseState,
    at: number,
    by: By,
    reason: string | null,
    audience: string,
  ): void {
    this.seq += 1;
    this.pen.sheets.event.add({
      case_id: this.script.id,
      seq: this.seq,
      event,
      from_state: from,
      to_state: to,
      person_id: by === 'system' ? null : by.id,
      role: by === 'system' ? 'system' : by.role,
      reason,
      at: instant(at),
      late: false,
      audience,
    });
  }
}
