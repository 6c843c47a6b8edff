import type { CaseKind } from '../domain/cases/case.js';
import { dueAt, type Step } from '../domain/cases/deadlines.js';
import { deadline, endOfMourning, waitsOf } from '../cases/case-tasks.js';
import type { SeatWritten } from './opinion-pages.js';
import type { CaseLine } from './case-line.js';
import { instant, type Pen, type WrittenTask } from './pen.js';
import type { RestingRecommendation } from './recommendation-pages.js';

const localOf = (minutes: number): string => instant(minutes).toISOString().slice(0, 16);
const DAY = 1440;

/** What waits for somebody at the point where a life has come to rest. */
export class TaskPages {
  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
  ) {}

  /** `interview`: the family is still to be visited. */
  case(since: number, interview: boolean): void {
    const row = this.line.row;
    const circumstances = { signed: [], focalFreezes: false, interview };
    for (const wait of waitsOf(row, circumstances)) {
      const due = wait.step === null ? null : deadline(wait.step, row, this.pen.settings);
      this.ofCase({
        event: wait.event,
        to: { role: wait.role, placeId: wait.placeId },
        at: wait.event === 'interview' ? Math.max(since, this.mourned()) : since,
        due: due === null ? null : due.toISOString().slice(0, 16),
      });
    }
  }

  private mourned(): number {
    const end = endOfMourning(this.line.row.deathDate, this.pen.settings);
    return end === null ? 0 : end.getTime() / 60_000;
  }

  /** The session to plan, open or seal; a sealed one is closed in these lives. */
  session(sessionId: string): void {
    const { frozen, planned, opened, sealed } = this.line.script.times;
    if (frozen === undefined || sealed !== undefined) return;
    const { row } = this.line;
    const start = row.deathTime === null ? row.deathDate : `${row.deathDate}T${row.deathTime}`;
    const due = dueAt(
      'audit',
      start,
      { kind: row.kind, community: this.line.isCommunity },
      this.pen.settings,
    );
    const to = { role: 'centre-head', placeId: row.responsibleId } as const;
    if (planned === undefined) {
      this.ofCase({ event: 'plan', to, at: frozen, due });
      return;
    }
    const event = opened === undefined ? 'open' : 'seal';
    this.ofCase({ event, to, at: opened ?? planned, due, subject: 'session', subjectId: sessionId });
  }

  /** The packet waits from the freeze, with a deadline once reviewers need it; not when the draw left the case out. */
  packet(packetId: string): void {
    const { frozen, sealed, released } = this.line.script.times;
    const { selected } = this.line.script.drawn;
    const isDrawn = sealed !== undefined && this.line.script.rest !== 'audited';
    if (frozen === undefined || released !== undefined || (isDrawn && !selected)) return;
    const to = { role: 'focal-point', placeId: this.line.script.district.id } as const;
    const at = isDrawn ? sealed : frozen;
    const due = isDrawn ? this.stepDue('packet', sealed) : null;
    this.ofCase({ event: 'release', to, at, due, subject: 'packet', subjectId: packetId });
  }

  seats(seats: readonly SeatWritten[], alias: string): void {
    const { script } = this.line;
    for (const { id, openedAt, review } of seats) {
      if (review?.sealed !== undefined) continue;
      const common = {
        caseId: script.id,
        kind: script.story.kind,
        label: alias,
        placeName: null,
        districtId: null,
        subjectId: id,
      };
      if (review === undefined) {
        // The coordination is called once there is a packet to give.
        if (script.times.released === undefined) continue;
        const called = Math.max(openedAt, script.times.released);
        this.pen.task({
          ...common,
          subject: 'assignment',
          event: 'assign',
          to: { role: 'coordinator', placeId: script.district.regionId },
          at: called,
          due: this.stepDue('packet', called),
          regionId: script.district.regionId,
        });
        continue;
      }
      const isOpen = review.declared !== undefined;
      const step: Step = script.adjudication === review ? 'adjudication' : 'counter-audit';
      this.pen.task({
        ...common,
        subject: 'audit',
        event: isOpen ? 'seal' : 'declare-none',
        to: { personId: review.by.id },
        at: review.declared ?? review.assigned,
        due: isOpen ? this.stepDue(step, review.assigned) : this.stepDue('acceptance', review.assigned),
        regionId: null,
      });
    }
  }

  recommendation(one: RestingRecommendation, isPublished: boolean): void {
    const { script } = this.line;
    const { centre, district } = script;
    const focalPoint = { role: 'focal-point', placeId: district.id } as const;
    const later = localOf(one.stateSince + 30 * DAY);
    const write = (event: string, to: WrittenTask['to'], due: string, isAction = false): void => {
      this.pen.task({
        subject: 'recommendation',
        subjectId: isAction ? one.alias : one.id,
        event,
        to,
        at: one.stateSince,
        due,
        label: one.action,
        kind: null,
        placeName: centre.name,
        caseId: isAction ? null : script.id,
        districtId: isAction ? null : district.id,
        regionId: isAction ? null : district.regionId,
      });
    };
    const owners = (event: string, due: string): void => {
      const owner = this.ownerOf(one, isPublished);
      if (owner !== null) write(event, owner.to, due, owner.isAction);
    };
    const follower = { personId: one.follower.id };
    const atDeadline = `${one.deadline}T23:59`;
    switch (one.state) {
      case 'proposed':
        owners('accept', later);
        return;
      case 'accepted':
        write('start', follower, atDeadline);
        owners('start', atDeadline);
        return;
      case 'in-progress':
        write('finish', follower, atDeadline);
        owners('finish', atDeadline);
        return;
      case 'blocked':
        write('unblock', follower, later);
        owners('unblock', later);
        return;
      case 'done':
        write('verify', focalPoint, later);
        return;
      case 'refused':
        write('propose', { personId: one.proposer.id }, later);
        return;
      case 'cancelled':
      case 'effective':
      case 'ineffective':
      case 'merged':
      case 'verified':
        return;
    }
  }

  private ownerOf(
    one: RestingRecommendation,
    isPublished: boolean,
  ): { readonly to: WrittenTask['to']; readonly isAction: boolean } | null {
    const { centre, district } = this.line.script;
    switch (one.level) {
      case 'FAMILY':
      case 'COMMUNITY':
      case 'ASACO':
        if (one.audience === 'CARE_TEAM')
          return { to: { role: 'centre-head', placeId: centre.id }, isAction: false };
        return isPublished ? { to: { role: 'asaco-member', placeId: centre.id }, isAction: true } : null;
      case 'CSCOM':
        return { to: { role: 'centre-head', placeId: centre.id }, isAction: false };
      case 'COMMUNE':
        return isPublished
          ? { to: { role: 'action-owner', placeId: centre.communeId }, isAction: true }
          : null;
      case 'DISTRICT':
        return { to: { role: 'action-owner', placeId: district.csref.id }, isAction: true };
      case 'REGION':
      case 'NATIONAL':
        return { to: { role: 'focal-point', placeId: district.id }, isAction: false };
    }
  }

  private stepDue(step: Step, from: number): string | null {
    const facts: { kind: CaseKind; community: boolean } = {
      kind: this.line.script.story.kind,
      community: false,
    };
    return dueAt(step, localOf(from), facts, this.pen.settings);
  }

  private ofCase(
    task: Pick<WrittenTask, 'event' | 'to' | 'at' | 'due'> &
      Partial<Pick<WrittenTask, 'subject' | 'subjectId'>>,
  ): void {
    const { row } = this.line;
    this.pen.task({
      subject: 'case',
      subjectId: row.id,
      ...task,
      label: row.number,
      kind: row.kind ?? row.category,
      placeName: row.responsibleName,
      caseId: row.id,
      districtId: row.districtId,
      regionId: row.regionId,
    });
  }
}
