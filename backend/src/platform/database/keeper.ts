import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { SESSION_OPTIONS } from './database-settings.js';

/**
 * The sign-in that deletes what is kept for a time only, and seals the journal; the server's own may do neither. Its connection is
 * opened for the work and closed again. The database refuses it every row that is still to be kept, by its own clock.
 */
@Injectable()
export class Keeper {
  constructor(private readonly url: string) {}

  /** Forgets the requests that no device can repeat any more. Gives how many they were. */
  forgetOldRequests(): Promise<number> {
    return this.connected(async (client) => {
      const { rowCount } = await client.query(
        `DELETE FROM app.idempotency WHERE at < now() - interval '180 days'`,
      );
      return rowCount ?? 0;
    });
  }

  /** Does a piece of work on a connection of its own. */
  async connected<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({
      connectionString: this.url,
      options: SESSION_OPTIONS,
      connectionTimeoutMillis: 5000,
      application_name: 'denba-keeper',
    });
    // A connection lost in the middle fails the statement as well, and that is where it is told.
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}
