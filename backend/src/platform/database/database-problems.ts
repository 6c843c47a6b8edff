import { QueryFailedError } from 'typeorm';
import { Problem, type ProblemKind } from '../../domain/problem.js';

interface DriverError {
  readonly code?: string;
  readonly constraint?: string;
}

/** Constraints that a person can meet by typing, with the sentence they get. */
const BY_CONSTRAINT: Readonly<Record<string, Problem['code']>> = {
  person_username_key: 'username.taken',
  place_unique: 'place.taken',
  place_code_key: 'place.taken',
  facility_import_running_key: 'import.running',
  membership_no_overlap: 'membership.overlap',
  membership_not_self: 'membership.self',
  membership_dates: 'membership.dates',
  affiliation_dates: 'affiliation.dates',
  death_case_number_key: 'number.taken',
  approval_open_key: 'approval.pending',
  approval_two_persons: 'approval.same-person',
  role_request_open_key: 'approval.pending',
  factor_lift_open_key: 'approval.pending',
  role_request_two_persons: 'approval.same-person',
  attendance_person_key: 'attendance.twice',
  recommendation_verifier: 'approval.same-person',
};

/** What the database refuses because of a value; anything else it says is a fault of ours. */
const BY_SQLSTATE: Readonly<Record<string, readonly [ProblemKind, Problem['code']]>> = {
  '23505': ['conflict', 'id.taken'],
  '23P01': ['conflict', 'id.taken'],
  '23514': ['invalid', 'request.invalid'],
  '23503': ['invalid', 'request.invalid'],
  '23001': ['conflict', 'refused'],
  '42501': ['absent', 'absent'],
  '22001': ['invalid', 'request.invalid'],
  '22003': ['invalid', 'request.invalid'],
  '22007': ['invalid', 'request.invalid'],
  '22008': ['invalid', 'request.invalid'],
  '22021': ['invalid', 'request.invalid'],
  '22P02': ['invalid', 'request.invalid'],
  '22P05': ['invalid', 'request.invalid'],
  '55P03': ['limited', 'limited'],
};

const RETRIED = ['40001', '40P01'];

function driverErrorOf(error: unknown): DriverError | undefined {
  if (error instanceof QueryFailedError) return error.driverError as DriverError;
  return undefined;
}

/** Two transactions met: the same work may succeed when done again. */
export function isWorthRetrying(error: unknown): boolean {
  return RETRIED.includes(driverErrorOf(error)?.code ?? '');
}

/** A refusal of the database, in the words of the person who caused it; anything else as it came. */
export function inOurWords(error: unknown): unknown {
  const refused = driverErrorOf(error);
  if (!refused) return error;
  const refusal = BY_SQLSTATE[refused.code ?? ''];
  if (!refusal) return error;
  const constraint = refused.constraint ?? '';
  const [kind, code] = refusal;
  const params = kind === 'limited' ? { seconds: 5 } : {};
  return new Problem(kind, BY_CONSTRAINT[constraint] ?? code, { params });
}

/** What the pool of connections says when none came free in time, and the driver when a new one did not open in time. */
const WAITED_IN_VAIN = [
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
  'timeout expired',
];
/** The connection was lost under way, or the server was already closing its own. */
const CUT = [
  'Connection terminated unexpectedly',
  'Connection terminated',
  'Cannot use a pool after calling end on the pool',
];
/** The database has no place for another connection, is not yet ready for any, or is stopping; or the server is. */
const UNAVAILABLE = ['53300', '57P03', '57P01', '57P02', 'FST_ERR_REOPENED_CLOSE_SERVER'];

/** True when there was no connection, whichever pool it was, or no more: the same request may succeed in a moment. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = driverErrorOf(error) ?? (error as DriverError);
  return [...WAITED_IN_VAIN, ...CUT].includes(error.message) || UNAVAILABLE.includes(code ?? '');
}
