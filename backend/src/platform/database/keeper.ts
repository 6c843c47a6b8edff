import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { SESSION_OPTIONS } from './database-settings.js';

/**
 * The sign-in that may delete what is kept for a time only; the server's own may not. Its connection is opened for the work and
 * closed again. The database refuses it every row that is still to be kept, by its own clock.
 */
@Injectable()
export class Keeper {
  constructor(private readonly url: string) {}

  /** Forgets the requests that no device can repeat any more. Gives how many they were. */
  async forgetOldRequests(): Promise<number> {
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
      const { rowCount } = await client.query(
        `DELETE FROM app.idempotency WHERE at < now() - interval '180 days'`,
      );
      return rowCount ?? 0;
    } finally {
      await client.end();
    }
  }
}
