import { openSync, writeSync } from 'node:fs';
import { serialize } from 'node:v8';
import pg from 'pg';

/** Preloaded into a server whose statements are to be sent again by bare `pg`: each call of `query` becomes one line of a file. */
const file = openSync(process.env.DENBA_BENCH_TRACE, 'a', 0o600);
const send = pg.Client.prototype.query;

pg.Client.prototype.query = function traced(...given) {
  const [config] = given;
  // What a pool hands on, or TypeORM, is text and values; a query object of its own comes only from cursors, which we have none of.
  const text = typeof config === 'string' ? config : config.text;
  const values = Array.isArray(given[1]) ? given[1] : (config.values ?? []);
  const line = { user: this.connectionParameters.user, text, values };
  writeSync(file, `${serialize(line).toString('base64')}\n`);
  return send.apply(this, given);
};
