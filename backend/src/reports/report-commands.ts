import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import { absent, Problem } from '../domain/problem.js';
import type { Receipt } from '../domain/receipt.js';
import type { Answers } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { deathsIn, sumOf } from '../domain/reports/zero-report.js';
import {
  zeroReportMachine,
  type ReportFacts,
  type ReportPersonEvent,
} from '../domain/reports/zero-report-workflow.js';
import { decide } from '../domain/workflow/machine.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { Transactions, type Written } from '../platform/database/transactions.js';
import { assertVersion, type WriteRequest } from '../platform/http/write-request.js';
import type { Actor } from '../platform/security/actor.js';
import { REPORT_FORM, ReportCheck, type CheckedReport, type KeptQuestion } from './report-check.js';
import { findReport, lockReport, reachOf, type KnownReport } from './report-rows.js';
import { ReportTasks } from './report-tasks.js';
import { ReportViews } from './report-views.js';
import { reportingPlace, type ReportingPlaceRow } from './reporting-places.js';
import { ZeroReport, ZeroReportVersion } from './report.entity.js';

/** Answers of F8, with the reasons of what was asked on sending. */
interface SentReport {
  readonly answers: Answers;
  readonly kept?: readonly KeptQuestion[];
}

interface Sending {
  readonly event: ReportPersonEvent;
  readonly by: Actor;
  readonly reason: string | null;
}

/** Sending a report, and correcting one: every version that was sent stays. */
@Injectable()
export class ReportCommands {
  constructor(
    private readonly transactions: Transactions,
    private readonly check: ReportCheck,
    private readonly tasks: ReportTasks,
    private readonly views: ReportViews,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  submit(actor: Actor, request: WriteRequest, body: SentReport & { readonly id: string }): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const place = await reportingPlace(tx, textOf(body.answers, 'zr_facility'));
      if (!may(actor.ability, 'submit', 'Report', reachOf(place))) throw absent('report');
      const given = { place, answers: body.answers, kept: body.kept ?? [] };
      const checked = await this.check.checked(tx, actor, given);
      return this.transactions.asSystem(tx, async () => {
        const row = await this.openedRow(tx, body.id, place, checked);
        return this.keep(tx, row, checked, { event: 'submit', by: actor, reason: null });
      });
    });
  }

  correct(
    actor: Actor,
    request: WriteRequest,
    id: string,
    body: SentReport & { readonly reason: string },
  ): Promise<Receipt> {
    return this.transactions.run(actor, request, async (tx) => {
      const found = await findReport(tx, id);
      const row = found && (await this.transactions.asSystem(tx, () => lockReport(tx, found)));
      if (row === undefined || !may(actor.ability, 'correct', 'Report', reachOf(row))) throw absent('report');
      if (request.ifMatch !== row.version)
        assertVersion(request, row.version, await this.views.of(tx, actor, row));
      const place = await reportingPlace(tx, String(row.placeId));
      const answers = {
        ...body.answers,
        zr_facility: { value: String(row.placeId) },
        zr_period_type: { value: row.type },
        zr_period: { value: row.period },
      };
      const checked = await this.check.checked(tx, actor, { place, answers, kept: body.kept ?? [] });
      return this.transactions.asSystem(tx, () =>
        this.keep(tx, row, checked, { event: 'correct', by: actor, reason: body.reason.trim() }),
      );
    });
  }

  /** The row that the clock opened, or one of its own: the period may still be running. */
  private async openedRow(
    tx: EntityManager,
    id: string,
    place: ReportingPlaceRow,
    { period, dueAt }: CheckedReport,
  ): Promise<KnownReport> {
    const { placeId, placeIds, regionId, districtId } = place;
    await tx
      .createQueryBuilder()
      .insert()
      .into(ZeroReport)
      .values({
        ...{ id, placeId, placeIds: [...placeIds], regionId, districtId, dueAt },
        ...{ type: period.type, period: period.code, startsOn: period.from, endsOn: period.to },
        ...{
          state: 'expected',
          counts: null,
          deaths: null,
          submittedAt: null,
          receivedAt: null,
          n: 0,
          version: 1,
        },
      })
      .orIgnore()
      .execute();
    const row = await lockReport(tx, { placeId, period: period.code });
    // The id already names another report.
    if (row === undefined) throw new Problem('conflict', 'id.taken');
    return row;
  }

  private async keep(
    tx: EntityManager,
    row: KnownReport,
    checked: CheckedReport,
    { event, by, reason }: Sending,
  ): Promise<Written> {
    this.assertAllowed(row, checked, event, reason);
    const receivedAt = this.clock.now();
    const n = row.n + 1;
    const counts = deathsIn(row.type, checked.answers);
    const { answers, kept, submittedAt } = checked;
    await tx.insert(ZeroReportVersion, {
      ...{ reportId: row.id, n, formVersion: REPORT_FORM.version, answers, kept, reason },
      ...{ personId: by.person.id, submittedAt, receivedAt },
    });
    const version = row.version + 1;
    // A correction changes what was said, and not when it was first said.
    const first = event === 'submit' ? { submittedAt, receivedAt } : {};
    await tx.update(
      ZeroReport,
      { id: row.id },
      {
        ...{ state: 'received', counts, deaths: sumOf(counts), n, version },
        ...first,
      },
    );
    await this.tasks.end(tx, row);
    await this.journal.record(tx, by, {
      command: event,
      subject: 'report',
      subjectId: row.id,
      placeId: row.placeId,
      districtId: row.districtId,
      fields: Object.keys(answers),
    });
    return { id: row.id, version };
  }

  private assertAllowed(
    row: KnownReport,
    { period }: CheckedReport,
    event: ReportPersonEvent,
    reason: string | null,
  ): void {
    const today = this.clock.today();
    const facts: ReportFacts = {
      begun: period.from <= today,
      over: period.to < today,
      graceOver: false,
      reasonGiven: (reason ?? '') !== '',
    };
    const decision = decide(zeroReportMachine, row.state, event, facts);
    if (!decision.accepted) throw new Problem('conflict', 'refused', { reasons: decision.reasons });
  }
}
