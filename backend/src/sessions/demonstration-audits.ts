import type { INestApplicationContext } from '@nestjs/common';
import { AuditCommands } from '../audits/audit-commands.js';
import { PacketCommands } from '../audits/packet-commands.js';
import { SeatCommands } from '../audits/seat-commands.js';
import { DemonstrationCases, type Tale, type ToldCase } from '../cases/demonstration-cases.js';
import { demonstrationId } from '../accounts/demonstration.js';
import type { PacketSpan } from '../domain/audits/audit.js';
import { originOf, toNeutral } from '../domain/audits/relative-time.js';
import type { FieldPatch } from '../domain/cases/case.js';
import type { Answers } from '../domain/forms/form.js';
import { minutesOf } from '../domain/forms/local-time.js';
import type { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { AttendanceCommands } from './attendance-commands.js';
import { SessionCommands } from './session-commands.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Guest {
  readonly username: string;
  readonly function: string;
  readonly involvedInCare?: true;
  readonly presence?: 'telephone';
}

/** Who comes to a session of the CSCom, and to a joint one at the referral centre: enough for each quorum. */
const ROOMS: Readonly<Record<string, readonly Guest[]>> = {
  dtc: [
    { username: 'dtc', function: 'Directeur technique du centre' },
    { username: 'infirmier', function: 'Infirmier' },
    { username: 'matrone', function: 'Matrone', involvedInCare: true },
    { username: 'sage-femme-csref', function: 'Sage-femme du CSRéf', presence: 'telephone' },
  ],
  'medecin-csref': [
    { username: 'medecin-csref', function: 'Médecin-chef' },
    { username: 'sage-femme-csref', function: 'Sage-femme du CSRéf', involvedInCare: true },
    { username: 'dtc', function: 'Directeur technique du centre' },
    { username: 'sage-femme', function: 'Sage-femme du CSCom' },
    { username: 'infirmier', function: 'Infirmier', presence: 'telephone' },
  ],
};

/** A tale whose session is known. */
export interface ToldSession extends ToldCase {
  readonly sessionId: string;
}

/** A tale that waits for, or has, its reviewers. */
export interface ToldReview {
  readonly auditId: string;
  readonly reviewer: string;
}

const patchesOf = (answers: Answers): readonly FieldPatch[] =>
  Object.entries(answers).map(([question, value]) => ({ question, base: null, value }));

/** Tells sessions and counter-audits of the demonstration through the commands, each step at the time it happened. */
export class DemonstrationAudits {
  readonly cases: DemonstrationCases;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SetClock,
    now: Date,
  ) {
    this.cases = new DemonstrationCases(app, clock, now);
  }

  async planned(tale: Tale): Promise<ToldSession> {
    const told = await this.cases.frozen(tale);
    this.clock.advance(4 * HOUR);
    const sessionId = demonstrationId('session', tale.name);
    const plannedFor = new Date(this.clock.now().getTime() + DAY).toISOString().slice(0, 16);
    const actor = await this.cases.actor(told.head);
    const request = this.cases.request(tale.name, 'plan');
    await this.app.get(SessionCommands).plan(actor, request, { id: sessionId, caseId: told.id, plannedFor });
    return { ...told, sessionId };
  }

  /** The same with the list complete, the charter signed, and the session open. */
  async opened(tale: Tale): Promise<ToldSession> {
    const told = await this.planned(tale);
    this.clock.advance(DAY);
    const actor = await this.cases.actor(told.head);
    const list = this.app.get(AttendanceCommands);
    for (const { username, function: job, involvedInCare, presence } of ROOMS[told.head] ?? []) {
      const id = demonstrationId('attendance', tale.name, username);
      await list.add(actor, this.cases.request(tale.name, `attend ${username}`), told.sessionId, {
        id,
        personUsername: username,
        profession: 'OTHER',
        function: job,
        presence: presence ?? 'present',
        involvedInCare: involvedInCare ?? false,
      });
      await list.signCharter(actor, this.cases.request(tale.name, `sign ${username}`, 1), id);
    }
    await this.app.get(SessionCommands).open(actor, this.cases.request(tale.name, 'open', 1), told.sessionId);
    return told;
  }

  /** Types part of the opinion of an open session. */
  async typed(told: ToldSession, opinion: Answers): Promise<string> {
    const auditId = await this.one('SELECT id FROM app.audit WHERE session_id = $1', told.sessionId);
    const actor = await this.cases.actor(told.head);
    const request = this.cases.request(told.name, 'type the opinion');
    await this.app.get(AuditCommands).write(actor, request, auditId, patchesOf(opinion));
    return auditId;
  }

  /** Seals the session's opinion, with the course of the session; recommendations may have been proposed before. */
  async sealed(told: ToldSession, note: Answers): Promise<ToldSession> {
    const auditId = await this.typed(told, told.story.opinion);
    const actor = await this.cases.actor(told.head);
    const sessions = this.app.get(SessionCommands);
    await sessions.write(actor, this.cases.request(told.name, 'note'), told.sessionId, patchesOf(note));
    this.clock.advance(HOUR);
    const commands = this.app.get(AuditCommands);
    await commands.seal(actor, this.cases.request(told.name, 'seal', 2), auditId, null);
    await sessions.close(actor, this.cases.request(told.name, 'close', 2), told.sessionId);
    return told;
  }

  /** The focal point looks at every marked passage, hides it, and releases the packet. */
  async released(told: ToldSession): Promise<void> {
    this.clock.advance(5 * HOUR);
    const packetId = await this.one('SELECT id FROM app.packet WHERE case_id = $1', told.id);
    const actor = await this.cases.actor(told.focalPoint);
    const packets = this.app.get(PacketCommands);
    const texts = await this.app
      .get(Transactions)
      .system((tx) =>
        tx.query<{ key: string; spans: readonly PacketSpan[] }[]>(
          `SELECT key, value AS spans FROM app.packet, jsonb_each(spans) WHERE id = $1 AND value <> '[]' ORDER BY key`,
          [packetId],
        ),
      );
    let version = 1;
    for (const { key, spans } of texts) {
      const decided = spans.map((span) => ({ ...span, decision: 'redact' as const }));
      const request = this.cases.request(told.name, `spans ${key}`, version);
      await packets.decideSpans(actor, request, packetId, { key, spans: decided });
      version += 1;
    }
    await packets.release(actor, this.cases.request(told.name, 'release', version), packetId);
  }

  /** The coordination gives a seat to a reviewer; `seat` counts from 1. */
  async assigned(
    told: ToldSession,
    reviewer: string,
    kind: 'counter-audit' | 'adjudication' = 'counter-audit',
    seat = 1,
  ): Promise<ToldReview> {
    this.clock.advance(3 * HOUR);
    const auditId = await this.one(
      `SELECT id FROM app.audit WHERE case_id = $1 AND kind = '${kind}' AND seat = ${seat}`,
      told.id,
    );
    const actor = await this.cases.actor('coordination');
    const request = this.cases.request(told.name, `assign ${reviewer}`, 1);
    await this.app.get(SeatCommands).assign(actor, request, auditId, demonstrationId('person', reviewer));
    return { auditId, reviewer };
  }

  async declared(told: ToldSession, { auditId, reviewer }: ToldReview): Promise<void> {
    this.clock.advance(2 * HOUR);
    const actor = await this.cases.actor(reviewer);
    const request = this.cases.request(told.name, `declare ${reviewer}`, 2);
    const noTie = { postingsComplete: true, recognise: false, treatedSimilar: false, closeInvolved: false };
    await this.app.get(AuditCommands).declareNone(actor, request, auditId, noTie);
  }

  /** A reviewer types an opinion, its times on the neutral calendar of the packet. */
  async reviewed(told: ToldSession, { auditId, reviewer }: ToldReview, opinion: Answers): Promise<void> {
    const actor = await this.cases.actor(reviewer);
    const request = this.cases.request(told.name, `review ${reviewer}`);
    const answers = { ...onNeutralCalendar(opinion, told), data_quality: { value: 'PART' } };
    await this.app.get(AuditCommands).write(actor, request, auditId, patchesOf(answers));
  }

  async sealedReview(told: ToldSession, { auditId, reviewer }: ToldReview, minutes: number): Promise<void> {
    this.clock.advance(HOUR);
    const actor = await this.cases.actor(reviewer);
    const request = this.cases.request(told.name, `seal ${reviewer}`, 3);
    await this.app.get(AuditCommands).seal(actor, request, auditId, minutes);
  }

  private async one(sql: string, id: string): Promise<string> {
    const [row] = await this.app.get(Transactions).system((tx) => tx.query<{ id: string }[]>(sql, [id]));
    if (!row) throw new Error('the tale lost its thread');
    return row.id;
  }
}

function onNeutralCalendar(opinion: Answers, { story }: ToldCase): Answers {
  const onset = originOf(story.review ?? {});
  if (onset === undefined) return opinion;
  return Object.fromEntries(
    Object.entries(opinion).map(([question, answer]) => {
      const isTime =
        'value' in answer && typeof answer.value === 'string' && minutesOf(answer.value) !== undefined;
      return [question, isTime ? { ...answer, value: toNeutral(answer.value, onset) } : answer];
    }),
  );
}
