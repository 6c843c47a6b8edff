import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type JournalSubject, TOPIC_OF } from '../domain/journal/entry.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { type Refusal, Refusals } from '../platform/http/refusals.js';
import type { Actor } from '../platform/security/actor.js';
import { Secrets } from '../platform/security/secrets.js';

/** Whose act it is: a person's, Denba's own, or that of an invited facility, which has no account. */
export type Author = Actor | 'system' | 'invited';

export interface NewEntry {
  /** The event or verb: `confirm`, `create`, `sign-in`. */
  readonly command: string;
  readonly subject: JournalSubject;
  readonly subjectId: string | null;
  readonly placeId?: number | null;
  readonly districtId?: number | null;
  /** Names of the fields that changed, never their values. */
  readonly fields: readonly string[];
  /** Values to be recognised later without being kept: only their keyed hashes are stored. */
  readonly hashed?: Readonly<Record<string, unknown>>;
  readonly outcome?: 'done' | 'refused';
  /** Why it was refused; of a reading of an identity, why it was opened; of an export, how many lines left. */
  readonly code?: string;
  readonly requestId?: string;
}

/** The last segment of an address stands for the thing it is about. */
const SUBJECT_OF_SEGMENT: Readonly<Record<string, JournalSubject>> = {
  people: 'person',
  memberships: 'membership',
  affiliations: 'affiliation',
  session: 'sign-in',
  places: 'place',
  'facility-imports': 'facility-import',
  settings: 'setting',
  cases: 'case',
  attachments: 'attachment',
  invitations: 'invitation',
  approvals: 'approval',
  packets: 'packet',
  sessions: 'session',
  attendances: 'attendance',
  audits: 'audit',
  seats: 'seat',
  draws: 'draw',
  recommendations: 'recommendation',
  actions: 'recommendation',
  reports: 'report',
};

/** The security trail: who, what, when and how it ended. Written in the transaction it tells of, and only ever added to. */
@Injectable()
export class Journal implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
    private readonly refusals: Refusals,
  ) {}

  onModuleInit(): void {
    this.refusals.listen((refusal) => this.refused(refusal));
  }

  async record(tx: EntityManager, by: Author, entry: NewEntry): Promise<void> {
    const hashes = Object.entries(entry.hashed ?? {}).map(([field, value]) => [
      field,
      this.secrets.journalHash(field, value),
    ]);
    // Without RETURNING: a reader's right to see the entry is another matter than the duty to write it.
    await tx.query(
      `INSERT INTO trail.entry (at, person_id, role, place_id, district_id, command, subject, subject_id, topic, outcome, code,
         fields, hashes, request_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        this.clock.now(),
        typeof by === 'string' ? null : by.person.id,
        typeof by === 'string' ? by : roleAt(by, entry),
        entry.placeId ?? null,
        entry.districtId ?? null,
        entry.command,
        entry.subject,
        entry.subjectId,
        TOPIC_OF[entry.subject],
        entry.outcome ?? 'done',
        entry.code ?? null,
        entry.fields,
        JSON.stringify(Object.fromEntries(hashes)),
        entry.requestId ?? null,
      ],
    );
  }

  /** A reading: its line is written before the answer leaves, and without the line there is no answer. */
  recordReading(by: Actor, entry: NewEntry): Promise<void> {
    return this.transactions.system((tx) => this.record(tx, by, entry));
  }

  /** The refused transaction is gone; its trace is written in one of its own. */
  private async refused(refusal: Refusal): Promise<void> {
    const subject = SUBJECT_OF_SEGMENT[refusal.subject];
    if (!subject) return;
    await this.transactions.system((tx) =>
      this.record(tx, refusal.actor, {
        command: refusal.command,
        subject,
        subjectId: refusal.subjectId,
        fields: [],
        outcome: 'refused',
        code: refusal.problem.code,
        requestId: refusal.requestId,
      }),
    );
  }
}

/** The role in which the person acted: the one held at the place or above it, else the first. */
function roleAt(actor: Actor, { placeId, districtId }: NewEntry): string | null {
  const places = [placeId, districtId].filter((id) => id !== null && id !== undefined);
  const near = actor.memberships.find((held) => places.includes(held.placeId));
  return (near ?? actor.memberships[0])?.role ?? null;
}

/** Names of the fields that a request gives; a body has a property for each field it could give. */
export function givenFields(body: object): readonly string[] {
  return Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field);
}
