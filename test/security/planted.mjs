import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

/**
 * A site with one flaw for each scanner: a statement put together from what was typed (`/item?id=`), what was typed written into the page
 * (`/search?q=`), and a file that no page names (`/backup.zip`). A scanner that does not find its flaw here proves nothing elsewhere.
 */
export function plantedSite() {
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE TABLE item (id INTEGER, name TEXT); INSERT INTO item VALUES (1, 'one'), (2, 'two')`);
  const page = (text) => `<!doctype html><html><head><title>x</title></head><body>${text}</body></html>`;
  const item = (id) => {
    try {
      const rows = database.prepare(`SELECT id, name FROM item WHERE id = ${id}`).all();
      return [200, page(rows.map(({ name }) => `<p>${name}</p>`).join('') || '<p>none</p>')];
    } catch (error) {
      return [500, page(`SQLite error: ${error.message}`)];
    }
  };
  const answers = {
    '/': () => [200, page('<a href="/item?id=1">one</a> <a href="/search?q=a">search</a>')],
    '/item': (query) => item(query.get('id')),
    '/search': (query) => [200, page(`<p>Nothing for ${query.get('q')}</p>`)],
    '/backup.zip': () => [200, 'PK: what nobody was to read'],
  };
  return createServer((request, reply) => {
    const { pathname, searchParams } = new URL(request.url, 'http://planted');
    const [status, body] = answers[pathname]?.(searchParams) ?? [404, page('nothing here')];
    reply.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body);
  });
}

export const PLANTED_PAGES = ['/item?id=1', '/search?q=a'];
