import pg from 'pg';

const DATE = 1082;
const TIMESTAMP = 1114;

/** Dates stay `YYYY-MM-DD`, local times `YYYY-MM-DDTHH:MM`; only instants (timestamptz) become `Date`. */
export const typesOfDenba = new pg.TypeOverrides();
typesOfDenba.setTypeParser(DATE, (value: string) => value);
typesOfDenba.setTypeParser(TIMESTAMP, (value: string) => value.slice(0, 16).replace(' ', 'T'));

/** Sent with each connection, so that no statement can hold a lock for ever. */
export const SESSION_OPTIONS =
  '-c timezone=UTC -c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000';

/** Enough for the page loads of a district; the vault needs few. */
export const APP_CONNECTIONS = 12;
export const VAULT_CONNECTIONS = 3;
