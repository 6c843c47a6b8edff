import { createMongoAbility, subject as tagged } from '@casl/ability';
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
    ...person.memberships.flatMap((held) =>
      allow(['read'], 'Task', { role: held.role, placeId: held.placeId }),
    ),
  ];
}

/** A barred case is absent for its person, whatever the roles. */
function bars(person: RightsHolder): readonly Rule[] {
  if (person.bars.length === 0) return [];
  const barred = { $in: person.bars };
  const byCase: readonly SubjectName[] = [
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
    'Concern',
  ];
  return [
    refuse(['manage'], 'Case', { id: barred }),
    ...byCase.map((name) => refuse(['manage'], name, { caseId: barred })),
    refuse(['manage'], 'Recommendation', { caseIds: barred }),
    refuse(['manage'], 'Action', { caseIds: barred }),
  ];
}

/** A reviewer reads the own assignment, its packet and the own opinion, although the case itself is barred. */
function ownAssignments(person: RightsHolder): readonly Rule[] {
  const reviewer = person.memberships.some((held) => held.role === 'counter-auditor');
  const own = { assigneeId: person.id, kind: COUNTER_AUDITS };
  return [
    ...allow(['read'], 'Task', { personId: person.id }),
    ...(reviewer
      ? [
          ...allow(['list', 'read', 'declare-none', 'recuse', 'seal'], 'Audit', own),
          ...allow(['read-sides'], 'Audit', { assigneeId: person.id, kind: 'adjudication' }),
          ...allow(['read', 'write'], 'Opinion', own),
          ...allow(['read'], 'Packet', { readerIds: person.id }),
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

/** The rules of a person, in order: roles, then bars, then own assignments. Plain data, to be sent to the browser. */
export function rulesOf(person: RightsHolder): readonly Rule[] {
  return [
    ...everyone(person),
    ...person.memberships.flatMap((held) => GRANTS[held.role](person, held)),
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
