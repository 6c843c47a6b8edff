import type { Answers } from '../../backend/src/domain/forms/form.js';
import type { Receipt } from '../../backend/src/domain/receipt.js';
import { periodOf } from '../../backend/src/domain/reports/periods.js';
import type { OwnReportsView, ReportingPlace } from '../../backend/src/domain/reports/zero-report.js';
import { as, newId, type Answer } from './api.js';
import type { TestApp } from './app.js';
import { ok } from './given-audits.js';
import type { CastMember } from './people.js';

type Given = Readonly<Record<string, number | string | boolean | readonly string[]>>;

const ZERO_WEEK: Given = {
  zr_period_type: 'EPI_WEEK',
  zr_deaths_wra: 0,
  zr_deaths_mat: 0,
  zr_stillbirths_fresh: 0,
  zr_stillbirths_mac: 0,
  zr_nnd_0_6: 0,
  zr_nnd_7_27: 0,
  zr_child_1_59: 0,
  zr_zero_confirmed: true,
  zr_live_births: 7,
  zr_total_births: 7,
  zr_assisted_births: 6,
};
const ZERO_MONTH: Given = {
  zr_period_type: 'MONTH',
  zr_deaths_wra: 0,
  zr_stillbirths: 0,
  zr_nnd: 0,
  zr_child_1_59: 0,
  zr_zero_confirmed: true,
  zr_births: 3,
};

/** The answers of a zero, of the week of a facility or the month of a village, with what is changed. */
export async function zeroOf(
  app: TestApp,
  place: string,
  period: string,
  changes: Given = {},
): Promise<Answers> {
  const zero = periodOf(period)?.type === 'MONTH' ? ZERO_MONTH : ZERO_WEEK;
  const villages = place.startsWith('CSCOM-DEMO-0') && place !== 'CSCOM-DEMO-04' && zero === ZERO_WEEK;
  const given: Given = {
    ...zero,
    ...(villages ? { zr_villages_reporting: 1 } : {}),
    zr_facility: String(await app.place(place)),
    zr_period: period,
    ...changes,
  };
  return Object.fromEntries(Object.entries(given).map(([code, value]) => [code, { value }]));
}

/** Sends a report as it is given. */
export async function sendReport(
  app: TestApp,
  by: CastMember,
  answers: Answers,
  kept: readonly { readonly code: string; readonly reason: string }[] = [],
): Promise<Answer<Receipt>> {
  return as(app, by).post<Receipt>('/reports', { id: newId(), answers, kept });
}

/** What a person sends reports for; the only place of most. */
export async function ownReports(app: TestApp, by: CastMember): Promise<ReportingPlace> {
  const { places } = ok(await as(app, by).get<OwnReportsView>('/reports'), 'own reports');
  const [place] = places;
  if (place === undefined) throw new Error('Nothing to report');
  return place;
}

/** Sends the week of a place with this many dead children, of whom no case was notified. */
export async function tellDeaths(
  app: TestApp,
  by: CastMember,
  place: string,
  week: string,
  deaths: number,
): Promise<void> {
  const answers = await zeroOf(app, place, week, { zr_child_1_59: deaths });
  const kept = deaths === 0 ? [] : [{ code: 'ZR.notified-CHILD', reason: 'Pas encore notifiés' }];
  ok(await sendReport(app, by, answers, kept), `${place} ${week}`);
}
