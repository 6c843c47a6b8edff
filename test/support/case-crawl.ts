import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { BODIES, Sent } from '../permissions/requests.js';
import { World } from '../permissions/world.js';
import { newId } from './api.js';
import type { TestApp } from './app.js';
import { type CastMember, people, tokenOf } from './people.js';

/** The ids by which a case and what hangs on it may be asked for, by the beginning of the address. */
export type CaseIds = Readonly<Record<string, readonly string[]>>;

const TABLES: Readonly<Record<string, string>> = {
  cases: 'SELECT $1::text AS id',
  attachments: 'SELECT id FROM app.attachment WHERE case_id = $1',
  packets: 'SELECT id FROM app.packet WHERE case_id = $1',
  'packet-pictures':
    'SELECT p.id FROM app.packet_picture p JOIN app.packet k ON k.id = p.packet_id WHERE k.case_id = $1',
  audits: 'SELECT id FROM app.audit WHERE case_id = $1',
  seats: 'SELECT id FROM app.audit WHERE case_id = $1',
  sessions: 'SELECT id FROM app.audit_session WHERE case_id = $1',
  attendances:
    'SELECT t.id FROM app.attendance t JOIN app.audit_session s ON s.id = t.session_id WHERE s.case_id = $1',
  approvals: 'SELECT id FROM app.approval WHERE case_id = $1',
  links: 'SELECT id FROM app.case_link WHERE $1 IN (first_id, second_id)',
  invitations: 'SELECT id FROM app.invitation WHERE case_id = $1',
  concerns: 'SELECT id FROM app.concern WHERE case_id = $1',
  recommendations:
    'SELECT unnest(ARRAY[id::text, alias::text]) AS id FROM app.recommendation WHERE $1 = ANY (case_ids)',
};

/** Every id of the case, and its numbers and aliases: what no answer to a barred person may hold. */
export async function idsOf(app: TestApp, caseId: string): Promise<CaseIds> {
  const found: Record<string, readonly string[]> = {};
  for (const [start, sql] of Object.entries(TABLES)) {
    const text = sql.replace('$1', '$1::uuid').replace('$1::uuid::text', '$1::text');
    found[start] = (await app.sql<{ id: string }>(text, [caseId])).map(({ id }) => id);
  }
  return found;
}

export async function marksOf(app: TestApp, caseId: string, ids: CaseIds): Promise<readonly string[]> {
  const named = await app.sql<{ name: string }>(
    'SELECT number AS name FROM app.death_case WHERE id = $1::uuid UNION SELECT alias FROM app.packet WHERE case_id = $1::uuid',
    [caseId],
  );
  return [...new Set([...Object.values(ids).flat(), ...named.map(({ name }) => name)])];
}

interface Asked {
  readonly method: string;
  readonly path: string;
}

/** Every route of the application, as it is declared. */
function routes(app: TestApp): readonly Asked[] {
  return app.nest
    .get(RouteDeclarations, { strict: false })
    .all()
    .filter(({ path }) => path.startsWith('/api/') && !path.includes('*'))
    .map(({ method, path }) => ({ method, path: path.slice('/api'.length) }));
}

const FORMS: Readonly<Record<string, readonly string[]>> = {
  form: ['notification', 'maternal_review'],
  place: ['1'],
};

async function send(
  app: TestApp,
  by: CastMember,
  { method, path }: Asked,
  body?: object,
): Promise<{ readonly status: number; readonly text: string }> {
  const { statusCode, body: text } = await app.nest.inject({
    method: method as 'GET',
    url: `/api${path}`,
    headers: {
      cookie: `denba-sid=${tokenOf(by)}`,
      ...(method === 'GET' ? {} : { 'x-denba': '1', 'idempotency-key': newId(), 'if-match': '"1"' }),
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  if (statusCode >= 500)
    throw new Error(`${method} ${path} answers ${people[by]} with ${String(statusCode)}`);
  return { status: statusCode, text: text.replace(/"requestId":"[^"]*"/, '') };
}

const filled = (path: string, id: string): readonly string[] =>
  (FORMS[/:(form|place)/.exec(path)?.[1] ?? ''] ?? ['']).map((value) =>
    path.replace(':id', id).replace(/:(form|place)/, value),
  );

/** What is asked: every address that is read, the writes too, or only what was met before, which a bar can but make less. */
interface Extent {
  readonly writes?: boolean;
  readonly among?: readonly string[];
}

/** Of the ids of a kind so many are written to: what refuses the first refuses the third. */
const WRITTEN = 2;

/**
 * Where one person still meets the case: a list that names it, an address that answers otherwise than for a case that never was, a write that
 * is answered otherwise, a device that would keep it. Nothing is left out: the addresses are those that the application declares.
 */
export async function meetings(
  app: TestApp,
  by: CastMember,
  ids: CaseIds,
  marks: readonly string[],
  { writes = false, among }: Extent = {},
): Promise<readonly string[]> {
  const met: string[] = [];
  const names = (text: string): boolean => marks.some((mark) => text.includes(mark));
  for (const route of routes(app)) {
    const { method, path } = route;
    const isRead = method === 'GET';
    if (isRead ? among?.includes(`GET ${path}`) === false : !writes) continue;
    if (!path.includes(':') && isRead && names((await send(app, by, route)).text)) met.push(`GET ${path}`);
    if (path.includes(':id') && (await isMet(app, by, route, ids))) met.push(`${method} ${path}`);
  }
  const kept = await send(app, by, { method: 'POST', path: '/sync' }, { lasting: true });
  return names(kept.text) ? [...met, 'POST /sync'] : met;
}

/** Whether an address answers otherwise for the ids of the case than for one that never was. */
async function isMet(app: TestApp, by: CastMember, { method, path }: Asked, ids: CaseIds): Promise<boolean> {
  const isRead = method === 'GET';
  const known = ids[path.split('/')[1] ?? ''] ?? [];
  const own = isRead ? known : known.slice(0, WRITTEN);
  if (own.length === 0) return false;
  const never = newId();
  const body = isRead ? undefined : await bodyOf(app, `${method} ${path}`);
  for (const [n, address] of filled(path, never).entries()) {
    const absent = await send(app, by, { method, path: address }, body);
    for (const id of own) {
      const there = await send(app, by, { method, path: filled(path, id)[n] ?? '' }, body);
      const isSame = there.text.replaceAll(id, never) === absent.text;
      if (there.status !== absent.status || !isSame) return true;
    }
  }
  return false;
}

/** A body that is right for the write, so that only who asks is left to refuse. */
async function bodyOf(app: TestApp, route: string): Promise<object | undefined> {
  const made = BODIES[route.replace('/forms/:form', '/forms/maternal_review')];
  try {
    const body = await made?.({ app, world: new World(), column: 'focal-point', subject: newId() });
    return body instanceof Sent ? {} : (body ?? {});
  } catch {
    return {};
  }
}
