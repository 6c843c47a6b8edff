import type { Action, SubjectName } from '../domain/access/subjects.js';
import type { Membership, Role } from '../domain/accounts/person.js';
import type { CaseRow, CaseView } from '../domain/cases/case.js';
import { REFERRAL_KINDS, type PlaceView } from '../domain/facilities/place.js';
import type { Page } from '../domain/receipt.js';
import type { RecommendationRow } from '../domain/recommendations/recommendation.js';
import type { SessionRow } from '../domain/sessions/session.js';
import type { WorklistView } from '../domain/tasks.js';

/** Who works where there may be no network. Reviewers read online only: what they read is somebody else's, and a PIN does not protect it. */
const WORK_OFFLINE: readonly Role[] = [
  'notifier',
  'clinician',
  'centre-head',
  'focal-point',
  'asaco-member',
  'action-owner',
];
const NOTIFYING: readonly Role[] = ['notifier', 'clinician', 'centre-head', 'focal-point'];
const CASES = 25;
const SESSIONS = 5;
const RECOMMENDATIONS = 20;
/** States in which a case is worked on; later ones are read online. */
const OPEN_CASES: readonly string[] = ['notified', 'documenting', 'ready', 'audited'];
const WRITTEN: readonly string[] = ['notified', 'documenting'];
const OPEN_SESSIONS: readonly string[] = ['planned', 'open'];
const OPEN_RECOMMENDATIONS: readonly string[] = ['proposed', 'accepted', 'in-progress', 'blocked', 'done'];

const LISTS: readonly (readonly [path: string, action: Action, subject: SubjectName])[] = [
  ['/tasks', 'read', 'Task'],
  ['/cases', 'list', 'Case'],
  ['/sessions', 'read', 'Session'],
  ['/recommendations', 'read', 'Recommendation'],
  ['/actions', 'read', 'Action'],
  ['/reports', 'read', 'Report'],
];

interface Reader {
  readonly memberships: readonly Membership[];
  readonly can: (action: Action, subject: SubjectName) => boolean;
}

/** The lists that this person's pages begin with; what they name comes next. Nothing for a reviewer, whatever else they are. */
export function firstPaths({ memberships, can }: Reader): readonly string[] {
  const roles = memberships.map(({ role }) => role);
  if (roles.includes('counter-auditor') || !roles.some((role) => WORK_OFFLINE.includes(role))) return [];
  const lists = LISTS.filter(([, action, subject]) => can(action, subject)).map(([path]) => path);
  return [...lists, ...nearPlaces(memberships)];
}

/** The places that a notification offers without a search, as its page asks for them. */
function nearPlaces(memberships: readonly Membership[]): readonly string[] {
  const areas = memberships
    .filter(({ role, placeKind }) => NOTIFYING.includes(role) && ['village', 'cscom'].includes(placeKind))
    .flatMap(({ placePath }) => placePath.at(-2) ?? []);
  return [...new Set(areas)].map((area) => `/places?parent=${String(area)}&limit=30`);
}

const isNearPlaces = (path: string): boolean => /^\/places\?parent=\d+&limit=30$/.test(path);

/** Where the districts of these places refer to, as a search without a network asks for them. */
function referralPlaces({ items }: Page<PlaceView>): readonly string[] {
  const districts = new Set(items.flatMap(({ districtId }) => districtId ?? []));
  const kinds = REFERRAL_KINDS.join('%2C');
  return [...districts].map((id) => `/places?parent=${String(id)}&kind=${kinds}&limit=30`);
}

/** What the answer to a path leads to: of cases, sessions and recommendations those that are worked on, as many as a phone holds. */
export function pathsIn(path: string, body: unknown): readonly string[] {
  switch (path) {
    case '/tasks':
      return (body as WorklistView).items.flatMap(({ subject, subjectId }) =>
        ['case', 'link', 'packet'].includes(subject) ? [`/cases/${subjectId}`] : [],
      );
    case '/cases':
      return (body as Page<CaseRow>).items
        .filter(({ state }) => OPEN_CASES.includes(state))
        .map(({ id }) => `/cases/${id}`);
    case '/sessions':
      return (body as Page<SessionRow>).items
        .filter(({ state }) => OPEN_SESSIONS.includes(state))
        .flatMap(({ id, caseId }) => [`/sessions/${id}`, `/cases/${caseId}`]);
    case '/recommendations':
      return (body as Page<RecommendationRow>).items
        .filter(({ state }) => OPEN_RECOMMENDATIONS.includes(state))
        .map(({ id }) => `/recommendations/${id}`);
    default:
      if (isNearPlaces(path)) return referralPlaces(body as Page<PlaceView>);
      return isCase(path) ? pathsOfCase(path, body as CaseView) : [];
  }
}

/** The drafts that this person writes; a form that is only read is read online, where the reading is journalled each time. */
function pathsOfCase(path: string, { state, documents }: CaseView): readonly string[] {
  const drafts = WRITTEN.includes(state) ? (documents ?? []) : [];
  return [
    `${path}/attachments`,
    ...drafts.filter(({ writable }) => writable).map(({ form }) => `${path}/forms/${form}`),
  ];
}

/** The case whose draft this is. */
export const caseOfDraft = (path: string): string | null =>
  /^(\/cases\/[^/]+)\/forms\/[^/]+$/.exec(path)?.[1] ?? null;

const isCase = (path: string): boolean => /^\/cases\/[^/]+$/.test(path);

const COUNTED: readonly (readonly [counts: (path: string) => boolean, most: number])[] = [
  [isCase, CASES],
  [(path) => path.startsWith('/sessions/'), SESSIONS],
  [(path) => path.startsWith('/recommendations/'), RECOMMENDATIONS],
];

/** Whether one more of its kind still fits beside those already wanted. */
export function hasRoom(path: string, wanted: readonly string[]): boolean {
  const limit = COUNTED.find(([counts]) => counts(path));
  return limit === undefined || wanted.filter(limit[0]).length < limit[1];
}
