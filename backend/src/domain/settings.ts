import type { Role } from './accounts/person.js';

interface NumberSetting {
  readonly type: 'whole' | 'share';
  readonly default: number;
  readonly bounds: readonly [number, number];
  readonly unit?: 'hours' | 'days' | 'minutes' | 'months';
}
interface RoleSetting {
  readonly type: 'role';
  readonly default: Role;
  readonly choices: readonly Role[];
}
interface TextSetting {
  readonly type: 'text';
  readonly default: string;
  readonly longest: number;
  readonly shape: RegExp;
}

const hours = (value: number, bounds: readonly [number, number] = [1, 720]) =>
  ({ type: 'whole', default: value, bounds, unit: 'hours' }) as const;
const days = (value: number, bounds: readonly [number, number] = [1, 365]) =>
  ({ type: 'whole', default: value, bounds, unit: 'days' }) as const;
const count = (value: number, bounds: readonly [number, number]) =>
  ({ type: 'whole', default: value, bounds }) as const;
const share = (value: number, bounds: readonly [number, number] = [0, 1]) =>
  ({ type: 'share', default: value, bounds }) as const;
const text = (longest: number, shape: RegExp) => ({ type: 'text', default: '', longest, shape }) as const;

/** One or two numbers to call, as people write them. */
const TELEPHONES = /^\+?\d[\d .]{1,24}(?: ?[/,;] ?\+?\d[\d .]{1,24})?$/;
const USERNAME = /^[a-z0-9][a-z0-9._-]{2,39}$/;
const ONE_LINE = /^\S[^\p{Cc}]*$/u;

/**
 * Every setting of a district or programme: its type, default and bounds, inclusive. The nearest place that gives a value wins.
 * Shares run from 0 to 1. [domain 1.3, 2.3, 5.3–5.4 b, 7.5, 8; product: Deadlines, The draw]
 */
export const SETTINGS = {
  'notification.facility-hours': hours(24),
  'notification.community-hours': hours(48),
  'notification.child-hours': hours(72),
  'notification.knowledge-lag-days': days(7),
  'confirmation.hours': hours(72),
  'interview.mourning-days': days(7, [0, 60]),
  'interview.latest-days': days(42),
  'audit.maternal-days': days(7),
  'audit.perinatal-days': days(30),
  'audit.child-days': days(30),
  'audit.community-days': days(60),
  'audit.after-interview-days': days(30),
  'audit.rest-of-carers-hours': hours(48, [0, 720]),
  'freeze.completeness': share(0.85),
  'packet.release-days': days(7),
  'packet.retention-days': days(90, [1, 3650]),
  'review.acceptance-hours': hours(48),
  'review.opinion-days': days(30),
  'review.adjudication-days': days(30),
  'review.seats-maternal': count(2, [1, 2]),
  'review.seats-other': count(1, [1, 2]),
  'review.load-usual': count(4, [1, 30]),
  'review.load-most': count(8, [1, 60]),
  'draw.maternal': share(1),
  'draw.neonatal-partner': share(1),
  'draw.infant-partner': share(1),
  'draw.intrapartum-partner': share(1),
  'draw.targeted': share(1),
  'draw.other': share(0.1),
  'draw.discarded': share(0.05),
  'draw.top-up': count(5, [0, 100]),
  'short-form.sample': share(0.1),
  'short-form.perinatal-most': count(20, [1, 1000]),
  'short-form.perinatal-sample': share(0.1),
  'quorum.cscom.voices': count(3, [1, 30]),
  'quorum.cscom.professions': count(2, [1, 9]),
  'quorum.cscom.outside': count(1, [0, 10]),
  'quorum.cscom.not-involved': count(1, [0, 30]),
  'quorum.referral.voices': count(5, [1, 30]),
  'quorum.referral.professions': count(3, [1, 9]),
  'quorum.referral.outside': count(0, [0, 10]),
  'quorum.referral.not-involved': count(1, [0, 30]),
  'session.usual-minutes': { type: 'whole', default: 90, bounds: [15, 480], unit: 'minutes' },
  'recommendation.most': count(5, [1, 10]),
  'recommendation.latest-local-days': days(90),
  'recommendation.latest-other-days': days(365, [1, 1095]),
  'recommendation.effect-days': days(90),
  'recommendation.escalation-days': days(30),
  'asaco.batch': count(3, [1, 20]),
  'report.week-due-day': count(2, [1, 7]),
  'report.week-due-hour': count(12, [0, 23]),
  'report.month-due-day': count(5, [1, 28]),
  'report.missing-days': days(7, [1, 60]),
  'closing.days': days(180, [1, 1095]),
  'identity.retention-months': { type: 'whole', default: 12, bounds: [1, 120], unit: 'months' },
  'aggregates.smallest-cell': count(5, [5, 20]),
  'clock.soon-share': share(1 / 3),
  'approval.days': days(14, [1, 90]),
  'cases.invitation-days': days(7, [1, 60]),
  'hold.lifted-by': {
    type: 'role',
    default: 'focal-point',
    choices: ['focal-point', 'centre-head'],
  },
  'safeguarding.person': text(40, USERNAME),
  'safeguarding.answer-hours': hours(24, [1, 168]),
  'safeguarding.service': text(120, ONE_LINE),
  'safeguarding.telephone': text(60, TELEPHONES),
} as const satisfies Readonly<Record<string, NumberSetting | RoleSetting | TextSetting>>;

export type SettingKey = keyof typeof SETTINGS;
export type SettingValue<Key extends SettingKey> = (typeof SETTINGS)[Key]['type'] extends 'role'
  ? Role
  : (typeof SETTINGS)[Key]['type'] extends 'text'
    ? string
    : number;

/** All settings in force at one place. */
export type Settings = { readonly [Key in SettingKey]: SettingValue<Key> };

/** Why a value may not be set; `null` when it may. Unknown keys, other types and values out of bounds are refused. */
export function refusalOf(
  key: string,
  value: unknown,
): 'setting.unknown' | 'setting.type' | 'setting.bounds' | 'setting.text' | null {
  if (!Object.hasOwn(SETTINGS, key)) return 'setting.unknown';
  const setting: NumberSetting | RoleSetting | TextSetting = SETTINGS[key as SettingKey];
  if (setting.type === 'role') return setting.choices.some((role) => role === value) ? null : 'setting.type';
  if (setting.type === 'text') {
    if (typeof value !== 'string') return 'setting.type';
    if (value === setting.default) return null;
    return value.length <= setting.longest && setting.shape.test(value) ? null : 'setting.text';
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'setting.type';
  if (setting.type === 'whole' && !Number.isInteger(value)) return 'setting.type';
  const [least, most] = setting.bounds;
  return value < least || value > most ? 'setting.bounds' : null;
}

/** The settings in force: defaults, overlaid by the rows from the country down to the place. A row that is not acceptable is ignored. */
export function settingsFrom(
  rows: readonly { readonly key: string; readonly value: unknown }[] = [],
): Settings {
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(SETTINGS)) values[key] = setting.default;
  for (const { key, value } of rows) if (refusalOf(key, value) === null) values[key] = value;
  return values as unknown as Settings;
}
