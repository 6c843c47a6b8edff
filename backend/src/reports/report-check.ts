import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Answers, Issue } from '../domain/forms/form.js';
import { getForm } from '../domain/forms/registry.js';
import { textOf } from '../domain/forms/read.js';
import { validate } from '../domain/forms/validate.js';
import { Problem, type FieldFault } from '../domain/problem.js';
import { dueAtOf, periodOf, type Period } from '../domain/reports/periods.js';
import { NO_DEATHS, periodTypeOf } from '../domain/reports/zero-report.js';
import { notifiedFacts } from '../domain/reports/zero-report-rules.js';
import { settingsAt } from '../facilities/settings.js';
import { Clock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { keyOf, notifiedDeaths } from './notified-deaths.js';
import type { ReportingPlaceRow } from './reporting-places.js';

export const REPORT_FORM = getForm('zero_report');

/** A question asked on sending, and why the numbers are right all the same. */
export interface KeptQuestion {
  readonly code: string;
  readonly reason: string;
}

/** What is asked of a report, and what the person answered to the questions that came back. */
export interface GivenReport {
  readonly place: ReportingPlaceRow;
  readonly answers: Answers;
  readonly kept: readonly KeptQuestion[];
}

/** A report that may be kept. */
export interface CheckedReport {
  readonly period: Period;
  readonly dueAt: Date;
  readonly submittedAt: Date;
  /** The answers that are asked for, and no others. */
  readonly answers: Answers;
  /** The questions that were raised, with their reasons. */
  readonly kept: Readonly<Record<string, string>>;
}

/** Form F8 against the calendar, the settings of the district and the cases notified meanwhile. */
@Injectable()
export class ReportCheck {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Refuses what is wrong or missing, and what is doubtful without a reason. */
  async checked(tx: EntityManager, actor: Actor, given: GivenReport): Promise<CheckedReport> {
    const { place } = given;
    const period = periodOf(textOf(given.answers, 'zr_period') ?? '');
    const now = this.clock.local();
    const answers = claimed(given.answers, period, now);
    const due = period && dueAtOf(period, await settingsAt(tx, place.districtId));
    const facts = {
      periodType: periodTypeOf(place.placeKind),
      villages: place.villages,
      hasVillages: place.villages > 0,
      ...(due === undefined ? {} : { dueAt: due }),
      ...(period === undefined ? {} : notifiedFacts(await this.notified(tx, actor, place, period))),
    };
    const { issues, missing, visible } = validate(REPORT_FORM, answers, { now, documents: {}, facts });
    refuseFaults(issues, missing);
    if (period === undefined || due === undefined) throw new Problem('invalid', 'answers.refused');
    return {
      period,
      dueAt: new Date(`${due}:00Z`),
      submittedAt: new Date(`${textOf(answers, 'zr_submitted_at') ?? now}:00Z`),
      answers: Object.fromEntries(Object.entries(answers).filter(([code]) => visible.includes(code))),
      kept: keptOf(issues, given.kept),
    };
  }

  private async notified(tx: EntityManager, actor: Actor, place: ReportingPlaceRow, period: Period) {
    const { placeId } = place;
    const counts = await this.transactions.asSystem(tx, () =>
      notifiedDeaths(tx, {
        type: period.type,
        placeIds: [placeId],
        periods: [period],
        bars: actor.bars.absent,
      }),
    );
    return counts.get(keyOf(placeId, period.code)) ?? NO_DEATHS;
  }
}

/** The time the device claims, never later than the server's own nor before the period: a wrong clock makes nothing on time. */
function claimed(answers: Answers, period: Period | undefined, now: string): Answers {
  const time = textOf(answers, 'zr_submitted_at');
  const isPossible = time !== undefined && time <= now && (period === undefined || time >= period.from);
  return isPossible ? answers : { ...answers, zr_submitted_at: { value: now } };
}

const faultOf = ({ question, code, params }: Issue): FieldFault => ({
  field: `answers.${question}`,
  code,
  ...(params ? { params } : {}),
});

function refuseFaults(issues: readonly Issue[], missing: readonly string[]): void {
  const fields = [
    ...issues.filter(({ severity }) => severity === 'ERR').map(faultOf),
    ...missing.map((question): FieldFault => ({ field: `answers.${question}`, code: 'field.required' })),
  ];
  if (fields.length > 0) throw new Problem('invalid', 'answers.refused', { fields });
}

function keptOf(issues: readonly Issue[], kept: readonly KeptQuestion[]): Readonly<Record<string, string>> {
  const raised = issues.filter(({ severity }) => severity === 'WARN');
  const reasonOf = (code: string): string | undefined =>
    kept.find((question) => question.code === code && question.reason.trim() !== '')?.reason;
  const open = raised.filter(({ code }) => reasonOf(code) === undefined);
  if (open.length > 0) throw new Problem('invalid', 'report.asked', { fields: open.map(faultOf) });
  return Object.fromEntries(raised.map(({ code }) => [code, reasonOf(code) ?? '']));
}
