import { randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { abilitiesOf } from '../domain/access/abilities.js';
import type { SubjectName } from '../domain/access/subjects.js';
import type { Membership } from '../domain/accounts/person.js';
import { Problem } from '../domain/problem.js';
import { exportsEn } from '../domain/texts/exports.en.js';
import { exportsFr } from '../domain/texts/exports.fr.js';
import type { ExportedList, ExportTexts } from '../domain/texts/exports.js';
import { fill } from '../domain/texts/fill.js';
import { rolesEn } from '../domain/texts/roles.en.js';
import { rolesFr } from '../domain/texts/roles.fr.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { ExportFormat } from '../platform/http/export-body.js';
import type { WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { Allowances } from '../platform/security/allowances.js';
import { csvOf } from '../platform/spreadsheets/csv.js';
import type { Table, TableColumn } from '../platform/spreadsheets/table.js';
import { xlsxOf } from '../platform/spreadsheets/xlsx.js';
import { Journal } from './journal.js';
import { PaperSeal } from './paper-seal.js';

/** More lines than this do not leave in one file: the reader is asked to filter. */
export const MOST_LINES = 20_000;

/** One line of a file, and the district of what it tells; `null` of a total above the districts. */
export interface LeavingLine {
  readonly districtId: number | null;
  readonly cells: Table['rows'][number];
}

/** What leaves: which list, by which right, filtered how, and its lines as this reader may read them. */
export interface Leaving {
  readonly list: ExportedList;
  readonly subject: Extract<SubjectName, 'Case' | 'Recommendation' | 'Report'>;
  readonly format: ExportFormat;
  /** Values of the filters by their names: told in the file in words, in the journal as keyed hashes. */
  readonly filters: readonly {
    readonly name: keyof ExportTexts['filter'];
    readonly value: unknown;
    readonly word: string;
  }[];
  readonly types: readonly TableColumn['type'][];
  readonly notes?: readonly string[];
  /** At most `limit` lines, of what the running scope reaches. */
  readonly read: (tx: EntityManager, limit: number) => Promise<readonly LeavingLine[]>;
}

/** A file ready to be sent, and what it is called. */
export interface LeavingFile {
  readonly bytes: Buffer;
  readonly name: string;
  readonly type: string;
}

const TEXTS = { fr: exportsFr, en: exportsEn } as const;
const ROLES = { fr: rolesFr, en: rolesEn } as const;
const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;
const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const SUBJECTS = { Case: 'case', Recommendation: 'recommendation', Report: 'report' } as const;

/** Words of the files in the language of who asks. */
export function exportTexts({ person }: Actor): ExportTexts {
  return TEXTS[person.language];
}

/**
 * Lists that leave as a file. The lines in the journal and the count of the hour are written in the transaction that reads: without them
 * there is no file. A repeated request takes the file again, and so leaves its own lines.
 */
@Injectable()
export class Exports {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly transactions: Transactions,
    private readonly allowances: Allowances,
    private readonly journal: Journal,
    private readonly seal: PaperSeal,
    private readonly clock: Clock,
  ) {}

  /** One file after the other: two large ones at once would need twice the memory. */
  give(actor: Actor, request: WriteRequest, leaving: Leaving): Promise<LeavingFile> {
    const turn = this.last.then(() => this.given(actor, request, leaving));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async given(actor: Actor, request: WriteRequest, leaving: Leaving): Promise<LeavingFile> {
    const seal = await this.seal.line(actor.person.language);
    const held = actor.memberships.find((one) => mayExport(actor, one, leaving.subject));
    if (held === undefined) throw new Problem('forbidden', 'forbidden');
    const work = async (tx: EntityManager) => ({
      ...{ id: randomUUIDv7(), version: 1 },
      rows: await this.taken(tx, actor, held, leaving),
    });
    const { rows } = await this.transactions.run(actor, request, work, work);
    return this.fileOf(actor, held, leaving, rows, seal);
  }

  private async taken(
    tx: EntityManager,
    actor: Actor,
    held: Membership,
    leaving: Leaving,
  ): Promise<Table['rows']> {
    await this.allowances.take(tx, actor, 'export');
    const lines = await leaving.read(tx, MOST_LINES + 1);
    if (lines.length > MOST_LINES)
      throw new Problem('invalid', 'export.too-many', { params: { n: MOST_LINES } });
    const own = districtOf(held);
    const others = Map.groupBy(lines, ({ districtId }) => districtId);
    for (const one of [null, own]) others.delete(one);
    await this.tell(tx, actor, held, leaving, own, lines.length);
    for (const [district, { length }] of others) await this.tell(tx, actor, held, leaving, district, length);
    return lines.map(({ cells }) => cells);
  }

  /** One line for the whole file, and one for each other district that it tells of: its focal point reads who took what. */
  private tell(
    tx: EntityManager,
    actor: Actor,
    held: Membership,
    { list, subject, format, filters }: Leaving,
    districtId: number | null,
    lines: number,
  ): Promise<void> {
    return this.journal.record(tx, actor, {
      command: `export-${list}`,
      subject: SUBJECTS[subject],
      subjectId: null,
      placeId: held.placeId,
      districtId,
      fields: [format, ...filters.map(({ name }) => name)],
      hashed: Object.fromEntries(filters.map(({ name, value }) => [name, value])),
      code: `lines-${String(lines)}`,
    });
  }

  private async fileOf(
    actor: Actor,
    held: Membership,
    { list, format, filters, types, notes = [] }: Leaving,
    rows: Table['rows'],
    seal: string | null,
  ): Promise<LeavingFile> {
    const { username, language } = actor.person;
    const texts = TEXTS[language];
    const at = this.clock.now();
    const date = new Intl.DateTimeFormat(LOCALES[language], {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
    });
    const role = ROLES[language].roles[held.role];
    const by = fill(texts.by, {
      title: texts.titles[list],
      username,
      role,
      place: held.placeName,
      date: date.format(at),
    });
    const filtered = filters.map(({ name, word }) =>
      word === '' ? texts.filter[name] : `${texts.filter[name]} = ${word}`,
    );
    const table: Table = {
      name: texts.titles[list],
      notes: [
        texts.rule,
        by,
        filtered.length === 0 ? texts.unfiltered : fill(texts.filters, { list: filtered.join(' · ') }),
        fill(texts.lines, { n: rows.length }),
        ...notes,
        [texts.recorded, seal].filter((part) => part !== null).join(' '),
      ],
      columns: texts.columns[list].map((label, index) => ({ label, type: types[index] ?? 'text' })),
      rows,
    };
    const foot = [by, seal].filter((part) => part !== null).join(' · ');
    const marks = {
      title: texts.titles[list],
      confidential: texts.confidential,
      author: `Denba, ${username}`,
      at,
      foot,
    };
    return {
      bytes: format === 'csv' ? csvOf(table) : await xlsxOf(table, marks),
      name: fileName(actor, { what: texts.files[list], at, seal, ending: format }),
      type: MEDIA_TYPES[format],
    };
  }
}

function mayExport({ person, bars }: Actor, held: Membership, subject: SubjectName): boolean {
  return abilitiesOf({ id: person.id, memberships: [held], bars }).can('export', subject);
}

/** The district whose focal point reads the line; none above the districts. */
function districtOf({ placeKind, placeId, placePath }: Membership): number | null {
  const third = placePath[2] ?? null;
  return placeKind === 'district' || third !== placeId ? third : null;
}

/** The first signs of the seal, so that a file is told from its twin by its name. */
function sealMark(seal: string | null): string {
  return (
    /([0-9a-f]{4}) ([0-9a-f]{4})/
      .exec(seal ?? '')
      ?.slice(1)
      .join('') ?? ''
  );
}

/** What a file that leaves is called. Letters, digits and hyphens only: no word of a name may change how it is read. */
export function fileName(
  { person }: Actor,
  {
    what,
    at,
    seal,
    ending,
  }: { readonly what: string; readonly at: Date; readonly seal: string | null; readonly ending: string },
): string {
  const { confidential } = TEXTS[person.language];
  const parts = [what, confidential, person.username, at.toISOString().slice(0, 16), sealMark(seal)];
  const safe = parts.map((part) => part.replaceAll(/[^A-Za-z0-9]+/g, '-')).filter((part) => part !== '');
  return `denba-${safe.join('-')}.${ending}`;
}
