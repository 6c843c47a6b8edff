import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { factOf, numberOf, textOf, valueOf } from '../forms/read.js';
import { periodOf, type Period } from './periods.js';
import { deathsIn, differencesOf, NO_DEATHS, type DeathCounts } from './zero-report.js';

const error = (code: string, question: string): Issue => ({ code, severity: 'ERR', question });

function periodIn(answers: Answers): Period | undefined {
  return periodOf(textOf(answers, 'zr_period') ?? '');
}

/** A week or month of the calendar, of the type that this kind of place reports, that has begun. [domain 3.8] */
function period(answers: Answers, context: Context): readonly Issue[] {
  const asked = textOf(answers, 'zr_period');
  const type = textOf(answers, 'zr_period_type');
  const issues: Issue[] = [];
  const expected = factOf(context, 'periodType');
  if (type !== undefined && expected !== undefined && type !== expected)
    issues.push(error('ZR.period-type', 'zr_period_type'));
  if (asked === undefined) return issues;
  const found = periodIn(answers);
  if (found === undefined || (type !== undefined && found.type !== type))
    return [...issues, error('ZR.period', 'zr_period')];
  const today = context.now.slice(0, 10);
  if (found.from > today) return [...issues, error('ZR.period-future', 'zr_period')];
  return found.to >= today
    ? [...issues, { code: 'ZR.running', severity: 'WARN', question: 'zr_period' }]
    : issues;
}

/** A number that cannot be larger than another. */
function atMost(part: string, whole: string, code: string): Rule {
  return {
    code,
    check: (answers) => {
      const [small, large] = [numberOf(answers, part), numberOf(answers, whole)];
      return small !== undefined && large !== undefined && small > large ? [error(code, whole)] : [];
    },
  };
}

function villages(answers: Answers, context: Context): readonly Issue[] {
  const known = factOf(context, 'villages');
  const reporting = numberOf(answers, 'zr_villages_reporting');
  if (typeof known !== 'number' || reporting === undefined || reporting <= known) return [];
  return [{ ...error('ZR.villages', 'zr_villages_reporting'), params: { villages: known } }];
}

/** A zero counts once the registers were looked at; before, it is silence. */
function unchecked(answers: Answers): readonly Issue[] {
  return valueOf(answers, 'zr_zero_confirmed') === false
    ? [error('ZR.zero-unchecked', 'zr_zero_confirmed')]
    : [];
}

/** The question that a difference is asked at. */
const QUESTION_OF: Readonly<Record<'EPI_WEEK' | 'MONTH', Readonly<Record<keyof DeathCounts, string>>>> = {
  EPI_WEEK: {
    MAT: 'zr_deaths_mat',
    WRA: 'zr_deaths_wra',
    SB: 'zr_stillbirths_fresh',
    NND: 'zr_nnd_0_6',
    CHILD: 'zr_child_1_59',
  },
  MONTH: {
    MAT: 'zr_deaths_wra',
    WRA: 'zr_deaths_wra',
    SB: 'zr_stillbirths',
    NND: 'zr_nnd',
    CHILD: 'zr_child_1_59',
  },
};

/** The cases notified in the period, as the context tells them: `notifiedMAT`, `notifiedWRA` ... */
export function notifiedFacts(notified: DeathCounts): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(notified).map(([kind, count]) => [`notified${kind}`, count]));
}

function notifiedIn(context: Context): DeathCounts | undefined {
  const counts: Record<keyof DeathCounts, number> = { ...NO_DEATHS };
  for (const kind of Object.keys(NO_DEATHS) as (keyof DeathCounts)[]) {
    const count = factOf(context, `notified${kind}`);
    if (typeof count !== 'number') return undefined;
    counts[kind] = count;
  }
  return counts;
}

/** A zero while a case was notified is asked about, and so is a death that nobody notified. */
function notified(answers: Answers, context: Context): readonly Issue[] {
  const type = textOf(answers, 'zr_period_type');
  const cases = notifiedIn(context);
  if (cases === undefined || (type !== 'EPI_WEEK' && type !== 'MONTH')) return [];
  return differencesOf(type, deathsIn(type, answers), cases).map((line) => ({
    code: `ZR.notified-${line.kind}`,
    severity: 'WARN',
    question: QUESTION_OF[type][line.kind],
    params: { reported: line.reported, notified: line.notified },
  }));
}

/** Rules of F8. [domain 3.8] */
export const zeroReportRules: readonly Rule[] = [
  { code: 'ZR.period', check: period },
  atMost('zr_deaths_mat', 'zr_deaths_wra', 'ZR.deaths-wra'),
  atMost('zr_live_births', 'zr_total_births', 'ZR.total-births'),
  atMost('zr_assisted_births', 'zr_total_births', 'ZR.assisted-births'),
  { code: 'ZR.villages', check: villages },
  { code: 'ZR.zero-unchecked', check: unchecked },
  { code: 'ZR.notified', check: notified },
];
