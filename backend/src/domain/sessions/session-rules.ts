import type { Answers, Context, Issue, Rule } from '../forms/form.js';
import { DAY, startOf } from '../forms/local-time.js';
import { documentOf, factOf, momentOfDateAndTime } from '../forms/read.js';

const QUARTER_DAYS = 90;

/** V15: a session is held after the death, and within 90 days. */
function intervalSinceDeath(_: Answers, context: Context): readonly Issue[] {
  const date = factOf(context, 'sessionDate');
  const held = typeof date === 'string' ? startOf(date) : undefined;
  const death = momentOfDateAndTime(documentOf(context, 'notification'), 'death_date', 'death_time');
  if (held === undefined || death === undefined) return [];
  const days = Math.floor(held / DAY) - Math.floor(death.at / DAY);
  if (days < 0) return [{ code: 'V15.session_date', severity: 'ERR', question: 'session_date' }];
  if (days <= QUARTER_DAYS) return [];
  return [{ code: 'V15.late-session', severity: 'WARN', question: 'session_date', params: { value: days } }];
}

/** Rules of the course of a session. */
export const sessionRules = [{ code: 'V15', check: intervalSinceDeath }] as const satisfies readonly Rule[];
