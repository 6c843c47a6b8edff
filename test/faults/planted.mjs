import pg from 'pg';

/**
 * Loaded before the server, with the name of a bug in the address: what a server would do that had it. Only tests load it, and it
 * changes nothing but what is sent to PostgreSQL.
 */
const send = pg.Client.prototype.query;
const isEnd = (text) => text.endsWith('COMMIT') && text.includes('UPDATE app.idempotency');
const isBegin = (text) => text.startsWith('BEGIN') && text.includes('INSERT INTO app.idempotency');
const RESERVE = /INSERT INTO app\.idempotency[^;]*ON CONFLICT DO NOTHING/;

const BUGS = {
  /** The answer leaves while the commit is still under way. */
  'answers-before-commit'(client, text) {
    if (!isEnd(text)) return send.call(client, text);
    send.call(client, `SELECT pg_sleep(0.2); ${text}`).catch(() => undefined);
    return Promise.resolve([]);
  },
  /** The key is kept in a transaction of its own, before the work. */
  async 'splits-transaction'(client, text) {
    if (!isBegin(text)) return send.call(client, text);
    const reserved = await send.call(client, `${text}; COMMIT`);
    const began = await send.call(client, text);
    return [...began, reserved.at(-2)];
  },
  /** A key that is known is forgotten, and the work done again. */
  'forgets-keys'(client, text) {
    if (!isBegin(text)) return send.call(client, text);
    const forgetting = `DELETE FROM app.idempotency WHERE key = '${/, '([0-9a-f-]{36})', '[0-9a-f]{64}'/.exec(text)[1]}'`;
    return send.call(
      client,
      text.replace(RESERVE, (reserve) => `${forgetting}; ${reserve}`),
    );
  },
  /** A commit is answered before it is on the disk. */
  'commits-in-memory'(client, text) {
    return send.call(client, text.replace(/^BEGIN;/, 'BEGIN; SET LOCAL synchronous_commit = off;'));
  },
};

const bug = BUGS[new URL(import.meta.url).searchParams.get('bug')];
pg.Client.prototype.query = function query(text, ...more) {
  return typeof text === 'string' && more.length === 0 ? bug(this, text) : send.call(this, text, ...more);
};
