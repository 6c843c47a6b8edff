import type { ReplicaDelta } from '../../backend/src/domain/sync/replica.js';
import { RouteDeclarations } from '../../backend/src/platform/security/route-declarations.js';
import { as } from './api.js';
import type { TestApp } from './app.js';
import { type CastMember, tokenOf } from './people.js';

const OTHER_PARAMS: Readonly<Record<string, string>> = { form: 'opinion' };
/** What differs from one answer to the next by its very nature. */
const NOT_COMPARED = ['date', 'x-request-id', 'keep-alive', 'connection'];

/** Made smaller, two answers of one length are two lengths, by their ids alone. */
const PLAINLY = { 'accept-encoding': 'identity' };

/** Every GET route of the application, with each of the ids in its place. */
function paths(app: TestApp, ids: readonly string[]): readonly string[] {
  const routes = app.nest
    .get(RouteDeclarations, { strict: false })
    .all()
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/') && !path.includes('*'))
    .map(({ path }) => path.slice('/api'.length));
  return [...new Set(routes)]
    .sort()
    .flatMap((path) => (path.includes(':id') ? ids.map((id) => path.replace(':id', id)) : [path]))
    .map((path) => path.replace(/:(\w+)/g, (_, name: string) => OTHER_PARAMS[name] ?? '1'));
}

/**
 * Everything one person can read: one line a GET route, with status, headers and body, and what a device would keep. Past the socket, which
 * costs more than most answers do, and one after the other, since a reading leaves a line that the next one may show.
 */
export async function crawl(
  app: TestApp,
  by: CastMember,
  ids: readonly string[],
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const path of paths(app, ids)) {
    const { statusCode, headers, payload } = await app.nest.inject({
      method: 'GET',
      url: `/api${path}`,
      headers: { ...PLAINLY, cookie: `denba-sid=${tokenOf(by)}` },
    });
    const kept = Object.entries(headers).filter(([name]) => !NOT_COMPARED.includes(name));
    lines.push(`GET ${path} ${String(statusCode)} ${JSON.stringify(kept.sort())} ${payload}`);
  }
  const { status, body } = await as(app, by).post<ReplicaDelta>('/sync', { lasting: true });
  lines.push(`POST /sync ${status} ${JSON.stringify({ ...body, cursor: '' })}`);
  return lines;
}

/**
 * The same with ids in the order in which they appear: two worlds have other ids, aliases, random names, request numbers and places in the
 * journal, and nothing else may differ.
 */
export function withoutIds(lines: readonly string[]): readonly string[] {
  const names = new Map<string, string>();
  const named = (id: string): string => {
    const name = names.get(id) ?? `#${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  return lines.map((line) =>
    line
      .replace(/"line":"[\w-]{40,}"/g, '"line":"#"')
      // Sealed anew each time: of the place where a page of the journal ends nothing but its length can be read.
      .replace(/"next":"([\w-]{40,})"/g, (_, place: string) => `"next":"${String(place.length)}"`)
      // A paper says when it was drawn, by the clock of the machine, and has a number of its own.
      .replace(/\(D:\d{14}Z\)/g, '(D)')
      .replace(/\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]/g, '/ID')
      // Two databases are two; the name of each is said to everybody.
      .replace(/"epoch":"[0-9a-f]{12}"/g, '"epoch":"#"')
      .replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, named)
      .replace(/\bP-[0-9A-Z]{8}\b/g, named)
      // Opaque names of a list without identities, and the commitment to a seed that nobody chose.
      .replace(/"(?:[0-9a-f]{32}|[0-9a-f]{64})"/g, named),
  );
}
