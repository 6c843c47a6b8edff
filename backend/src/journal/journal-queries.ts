import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JournalEntryView } from '../domain/journal/entry.js';
import type { Page } from '../domain/receipt.js';
import { scopeOf } from '../platform/database/scope.js';
import { Transactions } from '../platform/database/transactions.js';
import { CursorSeal } from '../platform/http/cursor-seal.js';
import { cursorOf, keyOf, pageOf } from '../platform/http/paging.js';
import type { Actor } from '../platform/security/actor.js';
import { givenFields, Journal } from './journal.js';
import type { JournalQuery } from './dto/journal-query.js';

interface EntryRow {
  readonly seq: string;
  readonly at: Date;
  readonly person_id: string | null;
  readonly role: string | null;
  readonly command: string;
  readonly subject: string;
  readonly subject_id: string | null;
  readonly place_name: string | null;
  readonly outcome: 'done' | 'refused';
  readonly fields: readonly string[];
  readonly reason: string | null;
}

const FILTERS: readonly string[] = ['from', 'to', 'username', 'command'];

const COLUMNS = {
  personId: 'e.person_id uuid',
  topic: 'e.topic text',
  districtId: 'e.district_id int',
} as const;

/** Each reader's part of the journal: the own lines, the district's, or those on accounts, facilities and settings. */
@Injectable()
export class JournalQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly cursors: CursorSeal,
  ) {}

  /** Reading what others did leaves its own line; one's own lines are one's own. */
  async list(actor: Actor, query: JournalQuery): Promise<Page<JournalEntryView>> {
    const page = await this.pageFor(actor, query);
    if (page.items.some(({ username }) => username !== actor.person.username)) {
      await this.journal.recordReading(actor, {
        command: 'read',
        subject: 'journal',
        subjectId: null,
        fields: givenFields(query).filter((field) => FILTERS.includes(field)),
      });
    }
    return page;
  }

  private pageFor(actor: Actor, query: JournalQuery): Promise<Page<JournalEntryView>> {
    const before =
      query.cursor === undefined ? null : keyOf(this.cursors.opened(query.cursor), ['string'])[0];
    return this.transactions.read(actor, async (tx) => {
      const person = await this.personNamed(tx, query.username);
      if (person === undefined) return { items: [], next: null };
      const scope = scopeOf(actor.ability, 'read', 'Journal', COLUMNS, 7);
      const rows = await tx.query<EntryRow[]>(
        `SELECT e.seq, e.at, e.person_id, e.role, e.command, e.subject, e.subject_id, p.name AS place_name, e.outcome, e.fields,
           CASE WHEN e.outcome = 'done' THEN e.code END AS reason
         FROM trail.entry e LEFT JOIN app.place p ON p.id = e.place_id
         WHERE ${scope.sql} AND ($1::bigint IS NULL OR e.seq < $1) AND ($2::date IS NULL OR e.at >= $2::date)
           AND ($3::date IS NULL OR e.at < $3::date + 1) AND ($4::uuid IS NULL OR e.person_id = $4)
           AND ($5::text IS NULL OR e.command = $5)
         ORDER BY e.seq DESC LIMIT $6`,
        [
          before,
          query.from ?? null,
          query.to ?? null,
          person,
          query.command ?? null,
          query.limit + 1,
          ...scope.params,
        ],
      );
      const names = await this.usernamesOf(tx, rows);
      const page = pageOf(
        rows,
        query.limit,
        ({ seq }) => [seq],
        (row) => this.viewOf(row, names),
      );
      return { ...page, next: this.cursors.sealed(page.next) };
    });
  }

  /** Nothing asked: null. Nobody of that name: undefined. */
  private async personNamed(
    tx: EntityManager,
    username: string | undefined,
  ): Promise<string | null | undefined> {
    if (username === undefined) return null;
    const [person] = await this.transactions.asSystem(tx, () =>
      tx.query<{ id: string }[]>('SELECT id FROM app.person WHERE lower(username) = lower($1)', [username]),
    );
    return person?.id;
  }

  /** Accounts are closed to most readers; the journal names who acted all the same. */
  private async usernamesOf(
    tx: EntityManager,
    rows: readonly EntryRow[],
  ): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(rows.map((row) => row.person_id).filter((id) => id !== null))];
    if (ids.length === 0) return new Map();
    const people = await this.transactions.asSystem(tx, () =>
      tx.query<{ id: string; username: string }[]>(
        'SELECT id, username FROM app.person WHERE id = ANY ($1::uuid[])',
        [ids],
      ),
    );
    return new Map(people.map(({ id, username }) => [id, username]));
  }

  private viewOf(row: EntryRow, names: ReadonlyMap<string, string>): JournalEntryView {
    return {
      line: this.cursors.sealed(cursorOf([row.seq])) ?? '',
      at: row.at.toISOString(),
      username: row.person_id === null ? null : (names.get(row.person_id) ?? null),
      role: row.role,
      command: row.command,
      subject: row.subject,
      subjectId: row.subject_id,
      placeName: row.place_name,
      outcome: row.outcome,
      fields: row.fields,
      reason: row.reason,
    };
  }
}
