import type { PlaceKind } from '../accounts/person.js';
import type { Answers } from '../forms/form.js';
import { numberOf } from '../forms/read.js';
import type { Period, PeriodType } from './periods.js';
import type { DeathsMark } from './small-cells.js';
import type { ReportState } from './zero-report-workflow.js';

/**
 * How a report stands, silence told apart from zero: `running` the period is not over, `due` it may still be on time, `late` nothing came
 * by the deadline, `missing` nothing came at all, `on-time` and `received-late` it came.
 */
export const STANDINGS = ['running', 'due', 'late', 'missing', 'on-time', 'received-late'] as const;
export type Standing = (typeof STANDINGS)[number];

/** How a report stands now. Times are instants; `submittedAt` is when it was sent, by the clock of the phone. */
export function standingOf(
  report: { readonly state: ReportState; readonly dueAt: Date; readonly submittedAt: Date | null },
  now: Date,
): Standing {
  if (report.submittedAt !== null) return report.submittedAt > report.dueAt ? 'received-late' : 'on-time';
  if (report.state === 'missing') return 'missing';
  return now > report.dueAt ? 'late' : 'due';
}

/** A village reports by month, whatever gives care by week. [domain 1.3] */
export function periodTypeOf(kind: PlaceKind): PeriodType {
  return kind === 'village' ? 'MONTH' : 'EPI_WEEK';
}

/** Deaths by what a case can be told to be; a village does not part maternal deaths from those of other women. */
export interface DeathCounts {
  readonly MAT: number;
  readonly WRA: number;
  readonly SB: number;
  readonly NND: number;
  readonly CHILD: number;
}
export const NO_DEATHS: DeathCounts = { MAT: 0, WRA: 0, SB: 0, NND: 0, CHILD: 0 };

/** The deaths that a report counts: women who did not die of pregnancy apart, stillbirths and newborns each together. */
export function deathsIn(type: PeriodType, answers: Answers): DeathCounts {
  const count = (code: string): number => numberOf(answers, code) ?? 0;
  if (type === 'MONTH')
    return {
      MAT: 0,
      WRA: count('zr_deaths_wra'),
      SB: count('zr_stillbirths'),
      NND: count('zr_nnd'),
      CHILD: count('zr_child_1_59'),
    };
  return {
    MAT: count('zr_deaths_mat'),
    WRA: Math.max(0, count('zr_deaths_wra') - count('zr_deaths_mat')),
    SB: count('zr_stillbirths_fresh') + count('zr_stillbirths_mac'),
    NND: count('zr_nnd_0_6') + count('zr_nnd_7_27'),
    CHILD: count('zr_child_1_59'),
  };
}

/** All deaths together. */
export function sumOf({ MAT, WRA, SB, NND, CHILD }: DeathCounts): number {
  return MAT + WRA + SB + NND + CHILD;
}

/** The same counts as a village can give them. */
function asVillage(counts: DeathCounts): DeathCounts {
  return { ...counts, MAT: 0, WRA: counts.MAT + counts.WRA };
}

/** What the report and the notified cases say differently: the counted and the notified number, by kind. */
export function differencesOf(
  type: PeriodType,
  reported: DeathCounts,
  notified: DeathCounts,
): readonly { readonly kind: keyof DeathCounts; readonly reported: number; readonly notified: number }[] {
  const cases = type === 'MONTH' ? asVillage(notified) : notified;
  return (Object.keys(NO_DEATHS) as (keyof DeathCounts)[])
    .map((kind) => ({ kind, reported: reported[kind], notified: cases[kind] }))
    .filter((line) => line.reported !== line.notified);
}

/** One period of one place, as lists and the grid of a district show it. */
export interface ReportLine {
  /** `null` while nothing is waited for yet: the running period. */
  readonly id: string | null;
  readonly period: Period;
  readonly dueAt: string;
  readonly standing: Standing;
  /** Deaths counted; `null` when nothing came, which is not zero. */
  readonly deaths: number | null;
  /** Cases notified for the period. */
  readonly notified: DeathCounts;
  /** The report and the notified cases do not say the same. */
  readonly differs: boolean;
}

/** A place that somebody sends reports for. */
export interface ReportingPlace {
  readonly placeId: number;
  readonly placeName: string;
  readonly placeKind: PlaceKind;
  readonly type: PeriodType;
  /** Villages of its health area, whose reports it collects. */
  readonly villages: number;
  /** The running period first, then the last ones. */
  readonly lines: readonly ReportLine[];
}

/** What I send, and where it stands. */
export interface OwnReportsView {
  readonly places: readonly ReportingPlace[];
}

/** One version of a report: a correction is a new one, the earlier ones stay. */
export interface ReportVersion {
  readonly n: number;
  readonly formVersion: number;
  readonly answers: Answers;
  /** Questions that were asked about on sending, with the reason typed. */
  readonly kept: Readonly<Record<string, string>>;
  /** Why it was corrected; `null` for the first. */
  readonly reason: string | null;
  readonly submittedAt: string;
  readonly receivedAt: string;
}

/** One report, opened. */
export interface ReportView extends ReportLine {
  readonly id: string;
  readonly placeId: number;
  readonly placeName: string;
  readonly placeKind: PlaceKind;
  readonly villages: number;
  readonly version: number;
  readonly maySubmit: boolean;
  readonly versions: readonly ReportVersion[];
}

/** Facilities or villages of a district against the last periods. */
export interface ReportGrid {
  readonly type: PeriodType;
  readonly periods: readonly Period[];
  readonly rows: readonly {
    readonly placeId: number;
    readonly placeName: string;
    readonly placeKind: PlaceKind;
    /** One for each period, in their order; `null` where no report was waited for. */
    readonly cells: readonly (ReportLine | null)[];
  }[];
}

/**
 * How the deaths of a place are told outside the district: `to-come` until the period is published, `silent` when no report had come by
 * then, else as the published table says.
 */
export type PublishedMark = DeathsMark | 'silent' | 'to-come';

/** How many reports came for one period, in a district, region or the country, and the deaths that were published. */
export interface ReportCount {
  readonly placeId: number;
  readonly placeName: string;
  readonly placeKind: 'country' | 'region' | 'district';
  readonly period: string;
  readonly expected: number;
  readonly received: number;
  readonly onTime: number;
  readonly missing: number;
  readonly mark: PublishedMark;
  /** Only what is `told`. */
  readonly deaths: number | null;
  /** The smallest number that was told; `null` until the period is published. */
  readonly smallest: number | null;
}

/** The reports of a region or the country, newest period first, totals before their districts. */
export interface ReportCountsView {
  readonly type: PeriodType;
  readonly periods: readonly Period[];
  readonly items: readonly ReportCount[];
}

/**
 * What one tap says: the registers were looked at and nobody died. Births and means may be completed afterwards; until then they
 * are not recorded. `villages`: the place collects the reports of villages.
 */
export function zeroAnswers(
  placeId: number,
  period: Pick<Period, 'type' | 'code'>,
  villages: boolean,
  now: string,
): Answers {
  const deaths =
    period.type === 'MONTH'
      ? ['zr_deaths_wra', 'zr_stillbirths', 'zr_nnd', 'zr_child_1_59']
      : [
          ...['zr_deaths_wra', 'zr_deaths_mat', 'zr_stillbirths_fresh', 'zr_stillbirths_mac'],
          ...['zr_nnd_0_6', 'zr_nnd_7_27', 'zr_child_1_59'],
        ];
  const open =
    period.type === 'MONTH'
      ? ['zr_births']
      : [
          'zr_live_births',
          'zr_total_births',
          'zr_assisted_births',
          ...(villages ? ['zr_villages_reporting'] : []),
        ];
  return {
    zr_facility: { value: String(placeId) },
    zr_period_type: { value: period.type },
    zr_period: { value: period.code },
    ...Object.fromEntries(deaths.map((code) => [code, { value: 0 }])),
    zr_zero_confirmed: { value: true },
    ...Object.fromEntries(open.map((code) => [code, { missing: 'NR' as const }])),
    zr_submitted_at: { value: now },
  };
}
