import { newKey, sealed as sealedBox } from '../platform/vault/envelope.js';
import { placeOf, wrappedPlaceOf } from '../platform/vault/vault.js';
import type { CaseState } from '../domain/cases/case-workflow.js';
import { columnsOf } from '../cases/notification-columns.js';
import { AuditPages } from './audit-pages.js';
import { CaseLine } from './case-line.js';
import { FilePages } from './file-pages.js';
import { instant, type Pen } from './pen.js';
import { RecommendationPages, type RestingRecommendation } from './recommendation-pages.js';
import type { CaseScript } from './script.js';
import type { Attendee } from './session-pages.js';
import { TaskPages } from './task-pages.js';

/** Why a case leaves the path. */
export const DISCARDED = 'Après vérification au registre, ce décès n’est pas à auditer ici.';
const DAY = 1440;

/** A recommendation that waits for its monthly batch, with what must be written once it is known whether it was published. */
export interface Waiting {
  readonly recommendation: RestingRecommendation;
  readonly tasks: TaskPages;
}

/** A life that was written. */
export interface ToldLife {
  readonly script: CaseScript;
  readonly state: CaseState;
  readonly recommendations: readonly RestingRecommendation[];
  readonly room: readonly Attendee[];
  /** The opinions differed, and a third reviewer settled it. */
  readonly isAdjudicated: boolean;
}

/** Writes whole lives, each from its notification to where it rests. */
export class LifeWriter {
  private readonly aliases = new Set<string>();
  /** The last case of each district that may be named as the one a duplicate repeats. */
  private readonly kept = new Map<number, string>();
  readonly waiting: Waiting[] = [];

  constructor(
    private readonly pen: Pen,
    private readonly now: number,
  ) {}

  write(script: CaseScript): ToldLife {
    const line = new CaseLine(this.pen, script);
    const file = new FilePages(this.pen, line);
    const tasks = new TaskPages(this.pen, line);
    const { since, ...written } = this.walk(script, line, file, tasks);
    this.writeCase(script, line, file);
    file.write();
    this.writeIdentity(script);
    tasks.case(since, file.awaitsFamily(this.now));
    if (script.rest !== 'discarded' && script.rest !== 'duplicate')
      this.kept.set(script.district.id, script.id);
    return { script, state: line.state, ...written };
  }

  /** Gives the moment since when the case waits where it is. */
  private walk(
    script: CaseScript,
    line: CaseLine,
    file: FilePages,
    tasks: TaskPages,
  ): Omit<ToldLife, 'script' | 'state'> & { readonly since: number } {
    const nothing = (since: number) => ({ since, recommendations: [], room: [], isAdjudicated: false });
    const { times, district } = script;
    if (times.left !== undefined) return nothing(this.leave(script, line, file, times.left));
    if (times.confirmed === undefined) return nothing(times.notified);
    file.confirm(times.confirmed);
    if (times.documented === undefined) return nothing(times.confirmed);
    file.document(times.documented);
    if (times.frozen === undefined) return nothing(times.confirmed);
    const frozen = file.freeze(times.frozen);
    const audit = new AuditPages(this.pen, line, frozen, this.aliases);
    audit.audit();
    audit.draw();
    const seats = audit.reviews();
    const recommendations = new RecommendationPages(this.pen, line, audit.auditId, this.now).write();
    const openAt = (at: number): number =>
      recommendations.filter(({ endedAt }) => endedAt === null || endedAt >= at).length;
    const concluded = line.changes.concludedAt;
    if (concluded !== null && openAt(concluded) > 0) {
      line.fire('respond', concluded, 'system', { openRecommendations: openAt(concluded) });
    }
    if (times.closed !== undefined) {
      line.changes.feedback = ['STAFF', 'VILLAGE'];
      line.fire('close', times.closed, district.focalPoint, {
        openRecommendations: openAt(times.closed),
        feedbackGiven: true,
      });
      if (times.closed < this.now - 95 * DAY) line.changes.provisional = false;
    }
    if (line.changes.provisional && !this.isRunningQuarter(times.sealed ?? 0))
      line.changes.provisional = false;
    audit.opinions.write(line.changes.concludedAt);
    audit.packet.write(this.now - this.pen.settings['packet.retention-days'] * DAY);
    tasks.session(audit.session.id);
    tasks.packet(audit.packet.id);
    tasks.seats(seats, audit.packet.alias);
    for (const recommendation of recommendations) this.waiting.push({ recommendation, tasks });
    const since = line.changes.concludedAt ?? times.sealed ?? times.frozen;
    const isAdjudicated = seats.some(({ kind, review }) => kind === 'adjudication' && review !== undefined);
    return { since, recommendations, room: audit.session.room, isAdjudicated };
  }

  private leave(script: CaseScript, line: CaseLine, file: FilePages, at: number): number {
    const by = script.district.focalPoint;
    const kept = this.kept.get(script.district.id);
    if (script.rest === 'duplicate' && kept !== undefined) {
      file.amend(at, { verification: { value: 'DUPLICATE' }, discard_reason: { value: 'DUPLICATE' } });
      line.changes.duplicateOf = kept;
      line.fire('mark-duplicate', at, by, { keptCaseNamed: true, reasonGiven: true }, DISCARDED);
      return at;
    }
    file.amend(at, { verification: { value: 'NOT_CASE' }, discard_reason: { value: 'OUT_OF_AREA' } });
    line.fire('discard', at, by, { reasonGiven: true }, DISCARDED);
    return at;
  }

  private isRunningQuarter(minutes: number): boolean {
    const quarter = (at: number): string => {
      const date = instant(at);
      return `${date.getUTCFullYear()} ${Math.floor(date.getUTCMonth() / 3)}`;
    };
    return quarter(minutes) === quarter(this.now);
  }

  private writeCase(script: CaseScript, line: CaseLine, file: FilePages): void {
    const { row, changes } = line;
    const columns = columnsOf(script.story.notification);
    const day = (minutes: number | null): Date | null => (minutes === null ? null : instant(minutes));
    this.pen.sheets.death.add({
      id: row.id,
      number: row.number,
      kind: row.kind,
      category: row.category,
      state: row.state,
      round: 1,
      version: row.version,
      region_id: row.regionId,
      district_id: row.districtId,
      responsible_id: row.responsibleId,
      place_ids: row.placeIds,
      village_id: row.villageId,
      reporter_id: row.reporterId,
      subject_ref: row.subjectRef,
      death_place: row.deathPlace,
      death_date: row.deathDate,
      death_time: row.deathTime,
      known_at: row.knownAt,
      age_days: row.ageDays,
      sex: columns.sex ?? null,
      parity: file.parity,
      birth_weight_g: columns.birthWeight ?? null,
      reported_at: row.reportedAt,
      received_at: row.receivedAt,
      late: false,
      late_reason: columns.lateReason ?? null,
      provisional: changes.provisional,
      confirmed_at: day(changes.confirmedAt),
      concluded_at: day(changes.concludedAt),
      closed_at: day(changes.closedAt),
      feedback: changes.feedback,
      duplicate_of: changes.duplicateOf,
    });
  }

  private writeIdentity(script: CaseScript): void {
    const { sheets, secrets } = this.pen;
    const ref = script.subjectRef;
    const key = newKey();
    sheets.identity.add({
      ref,
      master_key_id: secrets.keys.id,
      wrapped_key: sealedBox(secrets.keys.masterKey, wrappedPlaceOf(ref), key),
      made_at: instant(script.times.notified),
    });
    for (const [field, text] of Object.entries(script.story.identity)) {
      sheets.field.add({
        ref,
        field,
        ciphertext: sealedBox(key, placeOf(ref, field), Buffer.from(text, 'utf8')),
      });
    }
  }
}
