import { readFileSync } from 'node:fs';

const DOCUMENT = JSON.parse(
  readFileSync(new URL('../../docs/generated/openapi.json', import.meta.url), 'utf8'),
);
/** Reading these is an act of its own, which a scanner may not repeat a thousand times: papers and files that leave. */
const LEFT_OUT = /\.pdf$|export|paper|minutes/;
const VALUES = { integer: '1', number: '1', boolean: 'true', from: '2026-01-01', to: '2026-12-31' };

/** Every address that is read with something typed into it: a parameter of the query, or the id of a record of the demonstration. */
export async function pagesOf(url, cookie) {
  const ids = new Map();
  const firstId = async (path) => {
    if (!ids.has(path)) {
      const answer = await fetch(`${url}${path}`, { headers: { cookie } });
      const body = answer.ok ? await answer.text() : '';
      ids.set(path, /"id":"?([0-9a-f-]+)/.exec(body)?.[1]);
    }
    return ids.get(path);
  };
  const pages = [];
  for (const [path, operations] of Object.entries(DOCUMENT.paths)) {
    const parameters = operations.get?.parameters ?? [];
    if (operations.get === undefined || LEFT_OUT.test(path)) continue;
    const id = path.includes('{id}') ? await firstId(path.slice(0, path.indexOf('/{id}'))) : '';
    if (id === undefined || /\{(?!id\})/.test(path)) continue;
    const at = path.replace('{id}', id);
    const names = parameters.filter((one) => one.in === 'query');
    const query = names.filter(({ name }) => name !== 'cursor').map(typed);
    if (id !== '' || query.length > 0) pages.push(query.length > 0 ? `${at}?${query.join('&')}` : at);
    // An invented one is refused, so it goes alone.
    if (query.length < names.length) pages.push(`${at}?cursor=a`);
  }
  return pages;
}

function typed({ name, schema }) {
  const kind = schema?.items ?? schema;
  const value = kind?.enum?.[0] ?? VALUES[name] ?? VALUES[kind?.type] ?? 'a';
  return `${name}=${encodeURIComponent(value)}`;
}
