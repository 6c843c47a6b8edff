import { createMongoAbility, subject as tagged } from '@casl/ability';
import { isOutside } from './bars.js';
import { allow, COUNTER_AUDITS, GRANTS, refuse, type RightsHolder, type Rule } from './grants.js';
import type { Action, AppAbility, SubjectColumns, SubjectName } from './subjects.js';

/** What everyone signed in may do. */
function everyone(person: RightsHolder): readonly Rule[] {
  return [
    ...allow(['read'], 'Place'),
    ...allow(['read'], 'Setting'),
    ...allow(['read', 'change-password'], 'Person', { id: person.id }),
    ...allow(['read'], 'Journal', { personId: person.id }),
    ...allow(['read'], 'Approval', { askedById: person.id }),
    ...allow(['read', 'update'], 'Concern', { keeperId: person.id }),
  ];
}

/** What the memberships give: their tasks, and what their role may do. */
function held(person: RightsHolder, outside: boolean): readonly Rule[] {
  return person.memberships
    .filter(({ role }) => isOutside(role) === outside)
    .flatMap((membership) => [
      ...allow(['read'], 'Task', { role: membership.role, placeId: membership.placeId }),
      ...GRANTS[membership.role](person, membership),
    ]);
}

/** Everything of one case that a person outside its care may reach, with the path it is tied by. */
const JUDGED = [
  'Identity',
  'CaseFile',
  'Draft',
  'Attachment',
  'Packet',
  'Audit',
  'Opinion',
  'Comparison',
  'Assignment',
  'Task',
  'Approval',
] as const satisfies readonly SubjectName[];

/** Refuses what a list names, if there is anything on it; `within`: of these rows alone. */
function closed(
  names: readonly SubjectName[],
  column: string,
  values: readonly (string | number)[],
  within: object = {},
): readonly Rule[] {
  return values.length === 0
    ? []
    : names.map((name) => refuse(['manage'], name, { ...within, [column]: { $in: values } }));
}

/** A tie closes a case to the roles outside its care; those inside come after it and stand. [decision 23] */
function ties({ bars: { tied, tiedPlaces } }: RightsHolder): readonly Rule[] {
  return [
    ...closed(['Case'], 'id', tied),
    ...closed(JUDGED, 'caseId', tied),
    ...closed(['Recommendation'], 'caseIds', tied),
    ...closed(['Case', 'Recommendation', ...JUDGED], 'placeIds', tiedPlaces),
  ];
}

/** A barred case is absent for its person, whatever the roles. */
function bars({ bars: { absent } }: RightsHolder): readonly Rule[] {
  return [
    ...closed(['Case'], 'id', absent),
    ...closed([...JUDGED, 'Concern'], 'caseId', absent),
    ...closed(['Recommendation', 'Action'], 'caseIds', absent),
  ];
}

/** A reviewer reads the own assignment, its packet and the own opinion, although the case itself is barred; not once tied to it. */
function ownAssignments(person: RightsHolder): readonly Rule[] {
  const reviewer = person.memberships.some((one) => one.role === 'counter-auditor');
  const own = { assigneeId: person.id, kind: COUNTER_AUDITS };
  const { whole, tied, tiedPlaces } = person.bars;
  const read = { readerIds: person.id };
  return [
    ...allow(['read'], 'Task', { personId: person.id }),
    ...closed(['Task'], 'caseId', whole),
    ...(reviewer
      ? [
          ...allow(['list', 'read', 'declare-none', 'recuse', 'seal'], 'Audit', own),
          ...allow(['read-sides'], 'Audit', { assigneeId: person.id, kind: 'adjudication' }),
          ...allow(['read', 'write'], 'Opinion', own),
          ...allow(['read'], 'Packet', read),
          ...closed(['Audit', 'Opinion'], 'caseId', tied, own),
          ...closed(['Audit', 'Opinion'], 'placeIds', tiedPlaces, own),
          ...closed(['Packet'], 'caseId', tied, read),
          ...closed(['Packet'], 'placeIds', tiedPlaces, read),
        ]
      : []),
  ];
}

/** Nobody confirms what they asked or gets, nor verifies what they finished. */
function secondPerson(person: RightsHolder): readonly Rule[] {
  return [
    refuse(['confirm'], 'Approval', { askedById: person.id }),
    refuse(['confirm'], 'RoleRequest', { askedById: person.id }),
    refuse(['manage'], 'RoleRequest', { personId: person.id }),
    refuse(['confirm'], 'FactorLift', { askedById: person.id }),
    refuse(['manage'], 'FactorLift', { personId: person.id }),
    refuse(['verify'], 'Recommendation', { finishedById: person.id }),
  ];
}

/**
 * The rules of a person, in order, each standing over those before it: roles outside the care, the ties that close a case to these, roles
 * inside it, bars, the own assignments. Plain data, to be sent to the browser.
 */
export function rulesOf(person: RightsHolder): readonly Rule[] {
  return [
    ...everyone(person),
    ...held(person, true),
    ...ties(person),
    ...held(person, false),
    ...bars(person),
    ...ownAssignments(person),
    ...secondPerson(person),
  ];
}

/**
 * The rights of a person: the union of the memberships minus the bars; everything else is refused. Conditions use equality, `$in`
 * on one column, and, on the columns that hold several values (`placeIds`, `ownerPlaceIds`, `asacoPlaceIds`, `attendeeIds`, `readerIds`, `caseIds`, `roles`), the same two
 * read as "holds this one" and "holds one of these". [product: Who; domain 7.2–7.4]
 */
export function abilitiesOf(person: RightsHolder): AppAbility {
  return createMongoAbility<AppAbility>([...rulesOf(person)]);
}

/** Whether the rights allow the action on this very row. */
export function may<Name extends SubjectName>(
  ability: AppAbility,
  action: Action,
  name: Name,
  row: SubjectColumns[Name],
): boolean {
  const subject: object = tagged(name, { ...row });
  return ability.can(action, subject as Parameters<AppAbility['can']>[1]);
}
