import { NO_BARS } from '../domain/access/bars.js';
import { GRANTS, type Rule } from '../domain/access/grants.js';
import { rulesOf } from '../domain/access/abilities.js';
import { ROLE_PLACES } from '../domain/access/roles.js';
import { ROLES, type PlaceKind, type Role } from '../domain/accounts/person.js';
import { rolesEn } from '../domain/texts/roles.en.js';
import { rolesFr } from '../domain/texts/roles.fr.js';

/** Stand for the person and the place of the membership, and are written as words. */
const ME = 'me';
const HERE = 4_711;
const BARRED = 'a barred case';
const TIED = 'a case that the person is tied to';

interface Line {
  readonly subject: string;
  readonly action: string;
  readonly who: string;
  readonly where: string;
}

function words(value: unknown): string {
  if (value === HERE) return 'the place';
  if (value === ME) return 'oneself';
  if (typeof value === 'object' && value !== null && '$in' in value) {
    return (value.$in as readonly unknown[]).map(words).join(' or ');
  }
  return String(value);
}

function whereOf(rule: Rule): string {
  const conditions = Object.entries((rule.conditions ?? {}) as Readonly<Record<string, unknown>>);
  if (conditions.length === 0) return 'everywhere';
  return conditions.map(([column, value]) => `${column} = ${words(value)}`).join(', ');
}

function linesOf(rules: readonly Rule[], who: string): readonly Line[] {
  return rules.flatMap((rule) =>
    [rule.action].flat().flatMap((action) =>
      [rule.subject].flat().map((subject) => ({
        subject,
        action,
        who,
        where: whereOf(rule),
      })),
    ),
  );
}

function holderOf(role: Role, placeKind: PlaceKind) {
  const membership = { role, placeId: HERE, placeKind, placePath: [1, HERE] };
  return { id: ME, memberships: [membership], bars: NO_BARS };
}

function grantsOf(role: Role): readonly Line[] {
  return ROLE_PLACES[role].flatMap((kind) => {
    const holder = holderOf(role, kind);
    const [membership] = holder.memberships;
    if (!membership) return [];
    return linesOf(GRANTS[role](holder, membership), `${role} (${kind})`);
  });
}

/** Reviewers' and everybody's rules do not depend on one role's place. */
function commonLines(): readonly Line[] {
  const bars = { ...NO_BARS, absent: [BARRED], whole: [BARRED] };
  const everyone = rulesOf({ id: ME, memberships: [], bars });
  const reviewer = rulesOf({ ...holderOf('counter-auditor', 'district'), bars });
  const tied = rulesOf({ id: ME, memberships: [], bars: { ...NO_BARS, tied: [TIED] } });
  const known = new Set(everyone.map((rule) => JSON.stringify(rule)));
  const own = reviewer.filter((rule) => !known.has(JSON.stringify(rule)));
  return [
    ...linesOf(everyone.filter(isGrant), 'everyone signed in'),
    ...linesOf(own.filter(isGrant), 'counter-auditor'),
    ...linesOf(
      everyone.filter((rule) => !isGrant(rule)),
      'NOBODY',
    ),
    ...linesOf(
      tied.filter((rule) => !isGrant(rule) && JSON.stringify(rule).includes(TIED)),
      'NO ROLE OUTSIDE THE CARE',
    ),
  ];
}

function isGrant(rule: Rule): boolean {
  return rule.inverted !== true;
}

function tableOf(subject: string, lines: readonly Line[]): string {
  const rows = new Map<string, Set<string>>();
  for (const { action, who, where } of lines) {
    const key = `${action}\u0000${where}`;
    rows.set(key, (rows.get(key) ?? new Set()).add(who));
  }
  const sorted = [...rows].sort(([a], [b]) => a.localeCompare(b, 'en'));
  const body = sorted.map(([key, who]) => {
    const [action, where] = key.split('\u0000');
    return `| ${action ?? ''} | ${[...who].join(', ')} | ${where ?? ''} |`;
  });
  return [`## ${subject}`, '', '| action | who | where |', '|---|---|---|', ...body].join('\n');
}

/** Who may do what where, drawn from the grants themselves; whatever has no line is refused. */
export function permissionsText(): string {
  const lines = [...ROLES.flatMap(grantsOf), ...commonLines()];
  const subjects = [...new Set(lines.map(({ subject }) => subject))].sort();
  const functions = ROLES.map((role) => `| ${role} | ${rolesFr.roles[role]} | ${rolesEn.roles[role]} |`);
  return [
    '# Permissions',
    '',
    'Generated from `backend/src/domain/access`. Deny by default: what has no line here is refused. `NOBODY` refuses whatever the roles, `NO ROLE OUTSIDE THE CARE` what coordinators, counter-auditors, region, partners, nation and administrators have.',
    '',
    '| role | français | English |',
    '|---|---|---|',
    ...functions,
    '',
    ...subjects.map(
      (subject) =>
        `${tableOf(
          subject,
          lines.filter((line) => line.subject === subject),
        )}\n`,
    ),
  ].join('\n');
}
