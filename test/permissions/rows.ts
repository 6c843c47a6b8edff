import { may } from '../../backend/src/domain/access/abilities.js';
import type { Action, SubjectColumns, SubjectName } from '../../backend/src/domain/access/subjects.js';
import type { Actor } from '../../backend/src/platform/security/actor.js';
import type { Guest } from '../../backend/src/platform/security/guest.js';
import type { CaseRow, Everything, Row } from './everything.js';

/** Whether this person may read this row at all, by the rights of the domain and by nothing of the database. */
type Right = (reader: Actor, row: Row, all: Everything) => boolean;

const nobody: Right = () => false;
const everybody: Right = () => true;
const own: Right = ({ person }, row) => row['person_id'] === person.id;
const any =
  (...rights: readonly Right[]): Right =>
  (reader, row, all) =>
    rights.some((right) => right(reader, row, all));

function can<Name extends SubjectName>(
  actions: readonly Action[],
  name: Name,
  reach: (row: Row, all: Everything) => SubjectColumns[Name],
): Right {
  return ({ ability }, row, all) => {
    const columns = reach(row, all);
    return actions.some((action) => may(ability, action, name, columns));
  };
}

const caseOf = (row: Row, all: Everything): CaseRow => all.reachOfCase(row['case_id']);
const auditReach = (row: Row, all: Everything): SubjectColumns['Audit'] => ({
  ...caseOf(row, all),
  kind: row['kind'] as SubjectColumns['Audit']['kind'],
  assigneeId: row['assignee_id'] as string | null,
  sealed: row['state'] === 'sealed',
});
const placesOf = (row: Row, all: Everything): readonly number[] | null =>
  row['case_id'] === null ? null : caseOf(row, all).placeIds;
const sessionReach = (row: Row, all: Everything): SubjectColumns['Session'] => ({
  placeId: Number(row['place_id']),
  districtId: caseOf(row, all).districtId,
  placeIds: caseOf(row, all).placeIds,
  attendeeIds: all.attendeesOf(row['id']),
});
const packetReach = (row: Row, all: Everything): SubjectColumns['Packet'] => ({
  ...caseOf(row, all),
  readerIds: all
    .all('app.audit', 'packet_id', row['id'])
    .filter(({ state }) => ['assigned', 'in-progress', 'sealed'].includes(String(state)))
    .map(({ assignee_id: id }) => String(id)),
});
const recommendationReach = (row: Row): SubjectColumns['Recommendation'] => ({
  caseIds: row['case_ids'] as string[],
  regionId: Number(row['region_id']),
  districtId: Number(row['district_id']),
  placeIds: row['place_ids'] as number[],
  ownerPlaceIds: row['owner_place_ids'] as number[],
  asacoPlaceIds: row['asaco_place_ids'] as number[],
  level: String(row['level']),
  audience: String(row['audience']),
  followerId: row['follower_id'] as string | null,
  finishedById: row['done_by'] as string | null,
  published: row['published_month'] !== null,
});
const reportReach = (row: Row): SubjectColumns['Report'] => ({
  placeId: Number(row['place_id']),
  placeIds: (row['place_ids'] ?? [row['place_id']]) as number[],
  regionId: Number(row['region_id']),
  districtId: Number(row['district_id'] ?? row['place_id']),
});
const heldBy = (personId: unknown, all: Everything) => {
  const memberships = all.all('app.membership', 'person_id', personId);
  return {
    placeIds: memberships.flatMap(
      ({ place_id: id }) => all.one('app.place', 'id', id)['path'] as readonly number[],
    ),
    roles: memberships.map(({ role }) => String(role)),
  };
};
/** Through the row that another table has of the same thing. */
const through =
  (table: string, column: string, to: string, right: Right): Right =>
  (reader, row, all) =>
    right(reader, all.one(table, to, row[column]), all);
/** Rights that name no case are closed with it all the same. */
const whileOpen =
  (right: Right): Right =>
  (reader, row, all) =>
    !reader.bars.absent.includes(String(row['case_id'])) && right(reader, row, all);
const bothCases =
  (right: Right): Right =>
  (reader, row, all) =>
    ['first_id', 'second_id'].every((column) => right(reader, { case_id: row[column] }, all));

const aCase = can(['list', 'read'], 'Case', caseOf);
const aFile = any(can(['read', 'read-own-phase'], 'CaseFile', caseOf), can(['read'], 'Draft', caseOf));
const compared = can(['read'], 'Comparison', caseOf);
const disclosed: Right = (reader, row, all) => row['disclosed_at'] !== null && compared(reader, row, all);
/** Whoever compares reads both sides; whoever types an opinion reads what is typed. */
const anOpinion = any(can(['read', 'write'], 'Opinion', auditReach), disclosed);
const anEvent = can(['read'], 'Case', caseOf);
const aSession = whileOpen(can(['read'], 'Session', sessionReach));
const aPacket = can(['read'], 'Packet', packetReach);
const sessionOf = (attendance: Row, all: Everything): Row =>
  all.one('app.audit_session', 'id', attendance['session_id']);
/** Whoever follows it up reads it. An action is one from when its owner is asked. */
const ofCases = can(['read', 'start'], 'Recommendation', recommendationReach);
const aRecommendation = any(
  ofCases,
  (reader, row, all) =>
    row['opened_at'] !== null && can(['read'], 'Action', recommendationReach)(reader, row, all),
);
const aReport = can(['read', 'oversee'], 'Report', reportReach);
/** Whom a district names keeps its concerns; who that is stands in a setting of the nearest place. */
const keeperOf = (districtId: unknown, all: Everything): string | null => {
  const path = all.one('app.place', 'id', districtId)['path'] as readonly number[];
  const named = all
    .all('app.setting', 'key', 'safeguarding.person')
    .filter(({ place_id: id }) => path.includes(Number(id)))
    .sort((one, other) => path.indexOf(Number(other['place_id'])) - path.indexOf(Number(one['place_id'])))[0];
  return named === undefined ? null : String(all.one('app.person', 'username', named['value'])['id']);
};

/**
 * Who may read a row of each table, by the rights of the domain alone. A table that is not named here is read by nobody: whoever adds one
 * says here who may read it.
 */
export const READERS: Readonly<Record<string, Right>> = {
  'app.affiliation': any(
    own,
    can(['read'], 'Affiliation', (row) => ({ personId: String(row['person_id']) })),
  ),
  'app.allowance': own,
  'app.approval': can(['read'], 'Approval', (row, all) => ({
    caseId: row['case_id'] as string | null,
    placeIds: placesOf(row, all),
    action: String(row['action']),
    askedById: String(row['asked_by']),
    regionId: row['region_id'] as number | null,
    districtId: row['district_id'] as number | null,
    responsiblePlaceId: row['case_id'] === null ? null : caseOf(row, all).responsiblePlaceId,
  })),
  'app.attachment': can(['read'], 'Attachment', caseOf),
  'app.attendance': (reader, row, all) => aSession(reader, sessionOf(row, all), all),
  // That a file is being audited, and that the audit is sealed, everybody knows who documents the case.
  'app.audit': any(
    can(['list', 'read'], 'Audit', auditReach),
    (reader, row, all) => row['kind'] === 'audit' && aFile(reader, row, all),
    (reader, row, all) => row['kind'] !== 'audit' && can(['read'], 'Assignment', caseOf)(reader, row, all),
    disclosed,
  ),
  'app.audit_session': aSession,
  'app.case_bar': own,
  'app.case_draft': any(
    aFile,
    (reader, row, all) => row['form'] === 'notification' && anEvent(reader, row, all),
  ),
  'app.case_event': anEvent,
  'app.case_file': aFile,
  'app.case_link': bothCases(aCase),
  'app.comparison': compared,
  'app.concern': can(['read'], 'Concern', (row, all) => ({
    caseId: String(row['case_id']),
    districtId: Number(row['district_id']),
    keeperId: keeperOf(row['district_id'], all),
  })),
  'app.contribution': aFile,
  'app.death_case': can(['list', 'read'], 'Case', (row, all) => all.reachOfCase(row['id'])),
  'app.device': own,
  'app.draw': can(['read'], 'Draw', (row, all) => ({
    regionId: Number(all.one('app.place', 'id', row['district_id'])['region_id']),
    districtId: Number(row['district_id']),
    revealed: true,
  })),
  'app.draw_result': nobody,
  'app.draw_seed': nobody,
  'app.epoch': nobody,
  'app.facility_import': ({ ability }) => ability.can('import', 'Place'),
  'app.factor_lift': can(['read'], 'FactorLift', (row, all) => ({
    personId: String(row['person_id']),
    askedById: String(row['asked_by']),
    ...heldBy(row['person_id'], all),
  })),
  'app.final_classification': compared,
  'app.idempotency': own,
  'app.invitation': can(['enter-phase'], 'Case', caseOf),
  'app.login': own,
  'app.membership': any(own, ({ ability }) => ability.can('read', 'Membership')),
  'app.migration': everybody,
  'app.opinion': through('app.audit', 'audit_id', 'id', anOpinion),
  'app.packet': aPacket,
  'app.packet_picture': through('app.packet', 'packet_id', 'id', aPacket),
  'app.participation': (reader, row, all) =>
    through('app.audit', 'audit_id', 'id', anOpinion)(reader, row, all) &&
    aSession(reader, sessionOf(all.one('app.attendance', 'id', row['attendance_id']), all), all),
  'app.person': can(['read'], 'Person', (row, all) => ({ id: String(row['id']), ...heldBy(row['id'], all) })),
  'app.place': everybody,
  'app.published_count': can(['count'], 'Report', reportReach),
  'app.recommendation': aRecommendation,
  'app.recommendation_source': (reader, row, all) =>
    aCase(reader, row, all) &&
    through('app.recommendation', 'recommendation_id', 'id', ofCases)(reader, row, all),
  'app.recommendation_update': through('app.recommendation', 'recommendation_id', 'id', aRecommendation),
  'app.recovery_code': own,
  'app.resemblance': bothCases(can(['mark-duplicate'], 'Case', caseOf)),
  'app.role_request': can(['read'], 'RoleRequest', (row, all) => ({
    personId: String(row['person_id']),
    askedById: String(row['asked_by']),
    role: String(row['role']),
    placeIds: all.one('app.place', 'id', row['place_id'])['path'] as number[],
  })),
  'app.seal': through('app.audit', 'audit_id', 'id', anOpinion),
  'app.second_factor': own,
  'app.server': everybody,
  'app.setting': everybody,
  'app.sign_in_attempt': nobody,
  'app.task': can(['read', 'oversee'], 'Task', (row, all) => ({
    caseId: row['case_id'] as string | null,
    placeIds: placesOf(row, all),
    personId: row['person_id'] as string | null,
    role: row['role'] as string | null,
    placeId: row['place_id'] as number | null,
    districtId: row['district_id'] as number | null,
  })),
  'app.upload': (reader, row, all) =>
    own(reader, row, all) && can(['read'], 'Attachment', caseOf)(reader, row, all),
  // Whoever counts sees the rows that are counted, and only their sums leave the server.
  'app.zero_report': any(aReport, can(['count'], 'Report', reportReach)),
  'app.zero_report_version': through('app.zero_report', 'report_id', 'id', aReport),
  'trail.entry': can(['read'], 'Journal', (row) => ({
    personId: row['person_id'] as string | null,
    topic: String(row['topic']),
    districtId: row['district_id'] as number | null,
  })),
  'trail.head': everybody,
};

const ofInvitedCase = ({ caseId }: Guest, row: Row): boolean => row['case_id'] === caseId;

/** The same for who holds an invitation: the part of one facility in one case, and what everybody reads. */
export const GUEST_READERS: Readonly<Record<string, (guest: Guest, row: Row) => boolean>> = {
  'app.case_draft': ofInvitedCase,
  'app.contribution': (guest, row) => ofInvitedCase(guest, row) && row['place_id'] === guest.placeId,
  'app.invitation': ({ invitationId }, row) => row['id'] === invitationId,
  'app.migration': () => true,
  'app.place': () => true,
  'app.server': () => true,
  'app.setting': () => true,
  'trail.head': () => true,
};
