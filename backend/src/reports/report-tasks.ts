import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../domain/accounts/person.js';
import { Clock } from '../platform/clock.js';
import { TaskBoard } from '../worklist/task-board.js';
import type { KnownReport } from './report-rows.js';

/** Who sends the report of a village; of a facility whoever keeps its registers, else its head. */
const SENDERS: readonly Role[] = ['notifier'];
const STAFF: readonly Role[] = ['clinician', 'centre-head'];

interface Reminder {
  readonly districtId: number;
  readonly regionId: number;
  readonly period: string;
  readonly until: Date;
}

/** Who is waited for when a report is due, and who is told when it is late. In system scope. */
@Injectable()
export class ReportTasks {
  constructor(
    private readonly board: TaskBoard,
    private readonly clock: Clock,
  ) {}

  /** The report is waited for at the first seat that somebody holds today. */
  async expect(tx: EntityManager, row: KnownReport): Promise<void> {
    const role = await this.sender(tx, row);
    if (role !== undefined) await this.open(tx, row, role);
  }

  /** The head is asked too once the report of the own facility is late. */
  async tellHead(tx: EntityManager, row: KnownReport): Promise<void> {
    const held = await this.heldAt(tx, row.placeId);
    if (row.placeKind !== 'village' && held.includes('clinician') && held.includes('centre-head'))
      await this.open(tx, row, 'centre-head');
  }

  /** One task of the focal point for all late reports of a period. */
  async remind(tx: EntityManager, { districtId, regionId, period, until }: Reminder): Promise<void> {
    await this.board.open(tx, {
      subject: 'report',
      subjectId: await reminderId(tx, districtId, period),
      event: 'remind',
      to: { role: 'focal-point', placeId: districtId },
      districtId,
      regionId,
      kind: null,
      label: period,
      placeName: null,
      dueAt: until,
    });
  }

  /** The report came, or is given up for missing; the reminder ends with the last late one. */
  async end(
    tx: EntityManager,
    { id, districtId, period }: Pick<KnownReport, 'id' | 'districtId' | 'period'>,
  ): Promise<void> {
    await this.board.done(tx, id);
    const [late]: readonly unknown[] = await tx.query(
      `SELECT 1 FROM app.zero_report WHERE district_id = $1 AND period = $2 AND state = 'expected' AND due_at < $3 AND id <> $4 LIMIT 1`,
      [districtId, period, this.clock.now(), id],
    );
    if (late === undefined) await this.board.done(tx, await reminderId(tx, districtId, period));
  }

  private async open(tx: EntityManager, row: KnownReport, role: Role): Promise<void> {
    await this.board.open(tx, {
      subject: 'report',
      subjectId: row.id,
      event: 'submit',
      to: { role, placeId: row.placeId },
      districtId: row.districtId,
      regionId: row.regionId,
      kind: null,
      label: row.period,
      placeName: row.placeName,
      dueAt: row.dueAt,
    });
  }

  private async sender(tx: EntityManager, row: KnownReport): Promise<Role | undefined> {
    const held = await this.heldAt(tx, row.placeId);
    return (row.placeKind === 'village' ? SENDERS : STAFF).find((role) => held.includes(role));
  }

  private async heldAt(tx: EntityManager, placeId: number): Promise<readonly Role[]> {
    const rows: readonly { readonly role: Role }[] = await tx.query(
      `SELECT DISTINCT m.role FROM app.membership m JOIN app.person p ON p.id = m.person_id WHERE m.place_id = $1
         AND p.disabled_at IS NULL AND $2::date BETWEEN m.from_date AND COALESCE(m.to_date, 'infinity')`,
      [placeId, this.clock.today()],
    );
    return rows.map(({ role }) => role);
  }
}

/** A reminder is about a period of a district, which has no row of its own: its id is made of both. */
export const REMINDER_ID = `md5('zero-report ' || z.district_id || ' ' || z.period)::uuid`;

async function reminderId(tx: EntityManager, districtId: number, period: string): Promise<string> {
  const [made]: readonly { readonly id: string }[] = await tx.query(
    `SELECT ${REMINDER_ID} AS id FROM (SELECT $1::int AS district_id, $2::text AS period) z`,
    [districtId, period],
  );
  return made?.id ?? '';
}
