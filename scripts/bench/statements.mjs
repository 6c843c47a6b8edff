import { existsSync, readFileSync, rmSync } from 'node:fs';
import { deserialize } from 'node:v8';
import pg from 'pg';
import { PlannedOnce } from '../../dist/backend/platform/database/planned-once.js';

const APP = 'denba_app';

/** What a traced server sent since the last time, in order. */
export class Trace {
  #read = 0;

  constructor(file) {
    this.file = file;
    rmSync(file, { force: true });
  }

  take() {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(Boolean);
    const fresh = lines.slice(this.#read);
    this.#read = lines.length;
    return fresh.map((line) => deserialize(Buffer.from(line, 'base64')));
  }
}

/** One connection of bare `pg` to the database and, for the identities, one to the vault, of the kinds that the server has. */
export class Bare {
  static async open({ app, vault }, options) {
    const clients = await Promise.all(
      [
        [PlannedOnce, app],
        [pg.Client, vault],
      ].map(async ([Client, connectionString]) => {
        const client = new Client({ connectionString, options });
        await client.connect();
        return client;
      }),
    );
    return new Bare(...clients);
  }

  constructor(app, vault) {
    this.app = app;
    this.vault = vault;
  }

  async send(statements) {
    try {
      for (const { user, text, values } of statements) {
        const client = user === APP ? this.app : this.vault;
        await (values.length > 0 ? client.query(text, values) : client.query(text));
      }
    } catch (error) {
      await this.app.query('ROLLBACK');
      throw error;
    }
  }

  async close() {
    await Promise.all([this.app.end(), this.vault.end()]);
  }
}
