import { createHash } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Actors } from '../accounts/actors.js';
import { demonstrationId } from '../accounts/demonstration.js';
import type { Answers } from '../domain/forms/form.js';
import { lastPeriods, periodAt, type Period } from '../domain/reports/periods.js';
import { NO_DEATHS, periodTypeOf, zeroAnswers, type DeathCounts } from '../domain/reports/zero-report.js';
import type { SetClock } from '../platform/clock.js';
import { Transactions } from '../platform/database/transactions.js';
import { keyOf, notifiedDeaths } from './notified-deaths.js';
import { Publication } from './publication.js';
import { ReportClock } from './report-clock.js';
import { ReportCommands } from './report-commands.js';
import { reportingPlaces, type ReportingPlaceRow } from './reporting-places.js';

const HOUR = 3_600_000;
const WEEKS = 8;

/** How a sender kept to it, newest period first: `+` on time, `l` late, `-` not at all; the last mark goes on. */
interface Habit {
  readonly by: string;
  readonly at: string;
  readonly marks: string;
}

const HABITS: readonly Habit[] = [
  { by: 'sage-femme', at: 'CSCOM-DEMO-01', marks: '-++l+' },
  { by: 'dtc-tiendo', at: 'CSCOM-DEMO-02', marks: '+-+' },
  { by: 'sage-femme-csref', at: 'CSREF-DEMO', marks: '+' },
  { by: 'point-focal', at: 'HOSPITAL-DEMO', marks: 'll-l' },
  { by: 'dtc-2', at: 'CSCOM-DEMO-03', marks: '+l+' },
  { by: 'relais', at: 'V-M1', marks: '-+' },
  { by: 'point-focal', at: 'V-M2', marks: '+-' },
];

/** Opens what was due in the last weeks, before anything else of the demonstration moves the clock back and forth. */
export async function expectReports(app: INestApplicationContext, clock: SetClock): Promise<void> {
  const now = clock.now();
  const transactions = app.get(Transactions);
  for (const week of lastPeriods('EPI_WEEK', dayOf(now), WEEKS).toReversed()) {
    clock.set(new Date(Date.parse(`${week.to}T00:05:00Z`) + 24 * HOUR));
    await transactions.system((tx) => app.get(ReportClock).expect(tx, clock.now()));
  }
  clock.set(now);
}

/** Reports of the last weeks and months: zeros, deaths, late ones, and silence, so that who sends and who oversees find something to do. */
export async function demonstrateReports(app: INestApplicationContext, clock: SetClock): Promise<void> {
  const transactions = app.get(Transactions);
  const known: readonly unknown[] = await transactions.system((tx) =>
    tx.query('SELECT 1 FROM app.zero_report WHERE n > 0 LIMIT 1'),
  );
  if (known.length > 0) return;
  const now = clock.now();
  const senders = new Senders(app, clock, now);
  const weeks = lastPeriods('EPI_WEEK', dayOf(now), WEEKS);
  for (const [at, week] of [...weeks.entries()].reverse()) await senders.send('EPI_WEEK', week, at);
  const oldest = periodAt('MONTH', weeks.at(-1)?.from ?? dayOf(now));
  const months = lastPeriods('MONTH', dayOf(now), 3).filter(({ from }) => from >= oldest.from);
  for (const [at, month] of [...months.entries()].reverse()) await senders.send('MONTH', month, at);
  clock.set(now);
  await transactions.system((tx) => app.get(ReportClock).remind(tx, now));
  await transactions.system((tx) => app.get(ReportClock).miss(tx, now));
  await transactions.system((tx) => app.get(Publication).publish(tx, now));
}

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** Sends reports in the name of the people of the demonstration, at the time they would have. */
class Senders {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly clock: SetClock,
    private readonly now: Date,
  ) {}

  /** `at` counts the periods back from the newest. */
  async send(type: Period['type'], period: Period, at: number): Promise<void> {
    for (const { by, at: code, marks } of HABITS) {
      const mark = marks[Math.min(at, marks.length - 1)];
      const place = await this.placeOf(code);
      if (place === undefined || periodTypeOf(place.placeKind) !== type || mark === '-') continue;
      const days = type === 'MONTH' ? (mark === 'l' ? 9 : 3) : mark === 'l' ? 4 : 1;
      const moment = new Date(Date.parse(`${period.to}T09:20:00Z`) + days * 24 * HOUR);
      if (moment < this.now) await this.sendOne(by, place, period, moment);
    }
  }

  private async sendOne(by: string, place: ReportingPlaceRow, period: Period, moment: Date): Promise<void> {
    this.clock.set(moment);
    const actor = await this.app.get(Actors).named(by);
    const key = demonstrationId('report', place.placeName, period.code);
    const hash = createHash('sha256').update(key).digest('hex');
    const answers = await this.answersOf(place, period);
    await this.app
      .get(ReportCommands)
      .submit(actor, { key, hash, ifMatch: null }, { id: demonstrationId('report row', key), answers });
  }

  /** What was notified is what is counted; the births follow the size of the place. */
  private async answersOf(place: ReportingPlaceRow, period: Period): Promise<Answers> {
    const { placeId, villages, placeKind } = place;
    const counts = await this.app
      .get(Transactions)
      .system((tx) =>
        notifiedDeaths(tx, { type: period.type, placeIds: [placeId], periods: [period], bars: [] }),
      );
    const deaths = counts.get(keyOf(placeId, period.code)) ?? NO_DEATHS;
    const seen = createHash('sha256').update(`${place.placeName} ${period.code}`).digest().readUInt8(0);
    const births = (placeKind === 'village' ? 2 : placeKind === 'cscom' ? 6 : 18) + (seen % 5);
    const zero = zeroAnswers(placeId, period, villages > 0, this.clock.local());
    return { ...zero, ...counted(period, deaths), ...born(period, births, villages) };
  }

  private async placeOf(code: string): Promise<ReportingPlaceRow | undefined> {
    const [place] = await this.app.get(Transactions).system(async (tx) => {
      const rows: readonly { readonly id: number }[] = await tx.query(
        'SELECT id FROM app.place WHERE code = $1',
        [code],
      );
      return reportingPlaces(
        tx,
        rows.map(({ id }) => id),
      );
    });
    return place;
  }
}

const values = (counts: Readonly<Record<string, number>>): Answers =>
  Object.fromEntries(Object.entries(counts).map(([code, value]) => [code, { value }]));

function counted({ type }: Period, { MAT, WRA, SB, NND, CHILD }: DeathCounts): Answers {
  const women = { zr_deaths_wra: MAT + WRA, zr_child_1_59: CHILD };
  if (type === 'MONTH') return values({ ...women, zr_stillbirths: SB, zr_nnd: NND });
  return values({ ...women, zr_deaths_mat: MAT, zr_stillbirths_fresh: SB, zr_nnd_0_6: NND });
}

function born({ type }: Period, births: number, villages: number): Answers {
  if (type === 'MONTH') return values({ zr_births: births });
  return {
    ...values({ zr_live_births: births, zr_total_births: births, zr_assisted_births: births - 1 }),
    ...(villages > 0 ? values({ zr_villages_reporting: villages - 1 }) : {}),
    zr_stockouts: { value: births % 2 === 0 ? ['NONE'] : ['OXYTOCIN', 'RDT'] },
    zr_ambulance_ok: { value: 'YES' },
    zr_staff_present: { value: 2 },
  };
}
