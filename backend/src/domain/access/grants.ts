import type { RawRuleOf } from '@casl/ability';
import type { Membership, PlaceKind, Role } from '../accounts/person.js';
import type { CasePersonEvent } from '../cases/case-workflow.js';
import type { RecommendationEvent } from '../recommendations/recommendation-workflow.js';
import type { Bars } from './bars.js';
import type { Action, AppAbility, SubjectName } from './subjects.js';

/** What rights are computed from: who, which roles where, and what is closed to the person. */
export interface RightsHolder {
  readonly id: string;
  /** Memberships that run today. */
  readonly memberships: readonly Pick<Membership, 'role' | 'placeId' | 'placeKind' | 'placePath'>[];
  readonly bars: Bars;
}

type Held = RightsHolder['memberships'][number];
export type Rule = RawRuleOf<AppAbility>;
type Scalar = string | number | boolean | null;
type Conditions = Readonly<Record<string, Scalar | { readonly $in: readonly Scalar[] }>>;

/** Allows actions on a subject where the conditions hold; an empty condition is everywhere, `null` nowhere. */
export function allow(
  actions: readonly Action[],
  name: SubjectName,
  conditions: Conditions | null = {},
): readonly Rule[] {
  if (conditions === null) return [];
  const rule = { action: [...actions], subject: name };
  return [Object.keys(conditions).length === 0 ? rule : { ...rule, conditions }] as Rule[];
}

/** Refuses actions on a subject where the conditions hold. */
export function refuse(actions: readonly Action[], name: SubjectName, conditions: Conditions): Rule {
  return { action: [...actions], subject: name, conditions, inverted: true };
}

/** The column that says a row lies within a place of this kind; kinds without one hold no cases. */
const REACH_COLUMN: Readonly<Partial<Record<PlaceKind, 'regionId' | 'districtId' | 'placeIds'>>> = {
  region: 'regionId',
  district: 'districtId',
  cscom: 'placeIds',
  csref: 'placeIds',
  hospital: 'placeIds',
  private: 'placeIds',
};

/** Rows inside the place of a membership: the country has no condition, a facility is one of the path. */
function within(held: Held, also: Conditions = {}): Conditions | null {
  const column = REACH_COLUMN[held.placeKind];
  if (held.placeKind === 'country') return also;
  return column === undefined ? null : { [column]: held.placeId, ...also };
}

/** The opinions of independent reviewers, as against the audit of the centre's own session. */
export const COUNTER_AUDITS = { $in: ['counter-audit', 'adjudication'] } as const;
/** Events of a case that take two persons. */
const SECOND_OF_CASE = {
  $in: ['waive-audit', 'reopen', 'proceed-with-one', 'waive', 'erase-identity'],
} as const;
const ASACO_AUDIENCES = { $in: ['ASACO', 'ALL'] } as const;
/** What the community's own association decides and does; the rest it only follows. */
const ASACO_LEVELS = { $in: ['ASACO', 'COMMUNITY', 'FAMILY'] } as const;

/** Whether a place of this kind belongs to the health services, whose people read what is addressed to them before it is published. */
export function isInsideHealth(kind: PlaceKind): boolean {
  return ['csref', 'hospital', 'district', 'region', 'country'].includes(kind);
}

const ANSWER: readonly RecommendationEvent[] = [
  'accept',
  'refuse',
  'start',
  'report',
  'block',
  'unblock',
  'finish',
];
const FOLLOW: readonly RecommendationEvent[] = ['start', 'report', 'block', 'unblock', 'finish'];
const STEER: readonly RecommendationEvent[] = [
  'propose',
  'return',
  'verify',
  'check-effect',
  'cancel',
  'merge',
];

/** What a place sends by itself. */
const ownReports = (held: Held): readonly Rule[] =>
  allow(['read', 'submit', 'correct'], 'Report', { placeId: held.placeId });

/** Relais and ASC: notify, see what they notified themselves, and count zero for their village. */
function notifier(person: RightsHolder, held: Held): readonly Rule[] {
  const own = { reporterId: person.id };
  return [
    ...allow(['notify'], 'Case'),
    ...allow(['list', 'read', 'raise-concern'], 'Case', own),
    ...allow(['read'], 'Identity', own),
    ...ownReports(held),
  ];
}

/** Matrone, midwife, nurse, doctor: notify, document their facility's phase, take part in sessions. */
function clinician(person: RightsHolder, held: Held): readonly Rule[] {
  const attending = { attendeeIds: person.id };
  return [
    ...allow(['notify'], 'Case'),
    ...allow(['list', 'read', 'hold', 'raise-concern'], 'Case', within(held)),
    ...allow(['read'], 'Identity', within(held)),
    ...allow(['read', 'document'], 'Draft', within(held)),
    ...allow(['read', 'attach'], 'Attachment', within(held)),
    ...allow(['read-own-phase'], 'CaseFile', within(held)),
    ...allow(['read'], 'CaseFile', attending),
    ...allow(['read', 'sign-charter'], 'Session', attending),
    ...allow(['read'], 'Session', within(held)),
    ...allow(['read'], 'Opinion', { kind: 'audit', ...attending }),
    ...allow(['read'], 'Audit', { kind: 'audit', ...attending }),
    ...allow(['read'], 'Opinion', within(held, { concluded: true })),
    ...allow(['read'], 'Comparison', within(held, { concluded: true })),
    ...allow(['read'], 'Recommendation', within(held)),
    ...allow(FOLLOW, 'Recommendation', { followerId: person.id }),
    ...allow(['read'], 'Indicator', within(held)),
    ...ownReports(held),
    ...allow(['read'], 'Report', within(held)),
  ];
}

/** Head of a facility: the same as a clinician; confirms, freezes, runs the session and seals for cases of the own centre. */
function centreHead(person: RightsHolder, held: Held): readonly Rule[] {
  const responsible = { responsiblePlaceId: held.placeId };
  // Whether the head may lift a hold is a setting, which the machine reads.
  const events: readonly CasePersonEvent[] = ['confirm', 'freeze', 'lift-hold'];
  return [
    ...clinician(person, held),
    ...allow([...events, 'link', 'erase-identity'], 'Case', responsible),
    ...allow(['export'], 'Case', within(held)),
    ...allow(['export'], 'Recommendation', within(held)),
    ...allow(['export'], 'CaseFile', responsible),
    ...allow(['read'], 'CaseFile', within(held)),
    ...allow(['read-hiv'], 'CaseFile', within(held)),
    ...allow(['plan', 'open', 'close', 'cancel', 'attend', 'sign-charter', 'write', 'export'], 'Session', {
      placeId: held.placeId,
    }),
    ...allow(['read'], 'Audit', within(held, { kind: 'audit' })),
    ...allow(['assign', 'declare-none', 'seal', 'revise'], 'Audit', { kind: 'audit', ...responsible }),
    ...allow(['read'], 'Opinion', within(held, { kind: 'audit', sealed: true })),
    ...allow(['read', 'write'], 'Opinion', { kind: 'audit', ...responsible }),
    ...allow([...ANSWER, ...STEER], 'Recommendation', within(held)),
    ...allow(['read', 'confirm', 'decline'], 'Approval', {
      ...responsible,
      action: { $in: ['waive-audit', 'reopen', 'full-minutes', 'erase-identity', 'export-case'] },
    }),
    ...allow(['read'], 'Person', { placeIds: held.placeId }),
  ];
}

/** ASACO: means, money, roster and community actions, once published; never a case, never one person's skills or behaviour. */
function asacoMember(_person: RightsHolder, held: Held): readonly Rule[] {
  const seen = { asacoPlaceIds: held.placeId, published: true, audience: ASACO_AUDIENCES };
  return [
    ...allow(['read', 'report'], 'Action', seen),
    ...allow(ANSWER, 'Action', { ...seen, level: ASACO_LEVELS }),
  ];
}

/** Mayor, CSRéf, regional directorate: answers for what is addressed to its own place, without the case behind it. */
function actionOwner(_person: RightsHolder, held: Held): readonly Rule[] {
  const addressed = { ownerPlaceIds: held.placeId };
  return allow(
    ['read', ...ANSWER],
    'Action',
    isInsideHealth(held.placeKind) ? addressed : { ...addressed, published: true, audience: ASACO_AUDIENCES },
  );
}

/** District focal point: notifies for others, confirms, releases packets, convenes joint sessions, closes. */
function focalPoint(person: RightsHolder, held: Held): readonly Rule[] {
  const district = within(held);
  const events: readonly CasePersonEvent[] = [
    'confirm',
    'change-kind',
    'widen',
    'discard',
    'mark-duplicate',
    'unmark-duplicate',
    'freeze',
    'waive-audit',
    'unfreeze',
    'close',
    'reopen',
    'hold',
    'lift-hold',
    'transfer',
    'enter-phase',
    'erase-identity',
  ];
  return [
    ...allow(['notify'], 'Case'),
    ...allow(['list', 'read', 'raise-concern', 'link', 'export', 'set-aside', ...events], 'Case', district),
    ...allow(['read', 'update'], 'Concern', within(held, { keeperId: null })),
    ...allow(['read'], 'Identity', district),
    ...allow(['read'], 'Draft', district),
    ...allow(['read'], 'Attachment', district),
    ...allow(['read', 'read-hiv', 'export'], 'CaseFile', district),
    ...allow(['read', 'build', 'redact', 'release', 'withdraw'], 'Packet', district),
    ...allow(
      ['read', 'plan', 'open', 'close', 'cancel', 'attend', 'sign-charter', 'write', 'export'],
      'Session',
      district,
    ),
    ...allow(['read', 'assign', 'declare-none', 'seal', 'revise'], 'Audit', within(held, { kind: 'audit' })),
    ...allow(['read'], 'Opinion', within(held, { kind: 'audit', sealed: true })),
    ...allow(['read'], 'Opinion', { kind: 'audit', attendeeIds: person.id }),
    ...allow(['write'], 'Opinion', within(held, { kind: 'audit' })),
    ...allow(['read'], 'Opinion', within(held, { concluded: true })),
    ...allow(['read'], 'Comparison', within(held, { concluded: true })),
    ...allow(['read', 'export', ...ANSWER, ...STEER], 'Recommendation', district),
    ...allow(['read', 'confirm', 'decline'], 'Approval', district),
    ...allow(['oversee'], 'Task', district),
    ...allow(['read'], 'Person', { placeIds: held.placeId }),
    ...allow(['read', 'confirm', 'decline'], 'RoleRequest', { placeIds: held.placeId }),
    ...allow(['read', 'confirm', 'decline'], 'FactorLift', { placeIds: held.placeId }),
    ...allow(['read'], 'Journal', district),
    ...allow(['read'], 'Draw', within(held, { revealed: true })),
    ...allow(['read', 'submit', 'correct', 'oversee'], 'Report', district),
    ...allow(['read'], 'Indicator', district),
  ];
}

/** Coordination of the counter-audit: assigns reviewers, watches deadlines and coverage; opens no file and no opinion. */
function coordinator(_person: RightsHolder, held: Held): readonly Rule[] {
  return [
    ...allow(['read', 'assign'], 'Assignment', within(held)),
    ...allow(['assign', 'withdraw'], 'Audit', within(held, { kind: COUNTER_AUDITS })),
    ...allow(['proceed-with-one', 'waive'], 'Case', within(held)),
    ...allow(
      ['read', 'confirm', 'decline'],
      'Approval',
      within(held, { action: { $in: ['proceed-with-one', 'waive'] } }),
    ),
    ...allow(['read'], 'Person', { roles: 'counter-auditor' }),
    ...allow(['read', 'confirm', 'decline'], 'RoleRequest', {
      placeIds: held.placeId,
      role: 'counter-auditor',
    }),
    ...allow(['read', 'ask', 'confirm', 'decline'], 'FactorLift', { roles: 'counter-auditor' }),
    ...allow(['read'], 'Draw', within(held, { revealed: true })),
    ...allow(['read'], 'Indicator', within(held)),
  ];
}

/** Region: conclusions without identity, what is addressed to it, indicators; second person of a two-person event. */
function region(_person: RightsHolder, held: Held): readonly Rule[] {
  const concluded = within(held, { concluded: true });
  return [
    ...allow(['list', 'read'], 'Case', concluded),
    ...allow(['read'], 'Comparison', concluded),
    ...allow(['read', 'export'], 'Recommendation', within(held, { level: { $in: ['REGION', 'NATIONAL'] } })),
    // Never the full minutes: they hold the opinion before the case is concluded.
    ...allow(['read', 'confirm', 'decline'], 'Approval', within(held, { action: SECOND_OF_CASE })),
    ...allow(['read'], 'Draw', within(held, { revealed: true })),
    ...allow(['count', 'export'], 'Report', within(held)),
    ...allow(['read'], 'Indicator', within(held)),
  ];
}

/** Supporting organisation: indicators, scorecards and coverage of its centres; no file, no conclusion of a case. */
function partner(_person: RightsHolder, held: Held): readonly Rule[] {
  return [
    ...allow(['read'], 'Indicator', within(held) ?? { placeIds: held.placeId }),
    ...allow(['read'], 'Action', { ownerPlaceIds: held.placeId, published: true, audience: ASACO_AUDIENCES }),
  ];
}

/** National level: aggregates and a de-identified list; no case is opened. */
function nationalViewer(_person: RightsHolder, held: Held): readonly Rule[] {
  return [
    ...allow(['list'], 'Case', within(held)),
    ...allow(['read', 'export'], 'Recommendation', within(held, { level: 'NATIONAL' })),
    ...allow(['read'], 'Draw', within(held, { revealed: true })),
    ...allow(['count', 'export'], 'Report', within(held)),
    ...allow(['read'], 'Indicator', within(held)),
  ];
}

/** Technical administrator: accounts, facilities, settings, health; no clinical data. */
function administrator(): readonly Rule[] {
  return [
    ...allow(['read', 'create', 'update', 'disable', 'enable', 'reset-password', 'end-sessions'], 'Person'),
    ...allow(['read', 'grant', 'end'], 'Membership'),
    ...allow(['read', 'confirm', 'decline'], 'RoleRequest'),
    ...allow(['read', 'ask', 'confirm', 'decline'], 'FactorLift'),
    ...allow(['read', 'grant', 'end'], 'Affiliation'),
    ...allow(['create', 'update', 'import', 'assign-district'], 'Place'),
    ...allow(['update'], 'Setting'),
    ...allow(['read'], 'Journal', { topic: { $in: ['accounts', 'facilities', 'settings'] } }),
  ];
}

/** Counter-auditor: what is assigned to the person is granted by `ownAssignments`, after the bars; by itself the role sees nothing. */
function counterAuditor(): readonly Rule[] {
  return [];
}

/** What each role grants at the place where it is held. */
export const GRANTS: Readonly<Record<Role, (person: RightsHolder, held: Held) => readonly Rule[]>> = {
  notifier,
  clinician,
  'centre-head': centreHead,
  'asaco-member': asacoMember,
  'action-owner': actionOwner,
  'focal-point': focalPoint,
  coordinator,
  'counter-auditor': counterAuditor,
  region,
  partner,
  'national-viewer': nationalViewer,
  administrator,
};
