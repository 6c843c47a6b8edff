import pg from 'pg';

const DATE = 1082;
const TIMESTAMP = 1114;

/** Dates stay `YYYY-MM-DD`, local times `YYYY-MM-DDTHH:MM`; only instants (timestamptz) become `Date`. */
export const typesOfDenba: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === DATE) return (value: string) => value;
    if (oid === TIMESTAMP) return (value: string) => value.slice(0, 16).replace(' ', 'T');
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  }) as typeof pg.types.getTypeParser,
};

/** Sent with each connection, so that no statement can hold a lock for ever. */
export const SESSION_OPTIONS =
  '-c timezone=UTC -c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000';

/** Enough for the page loads of a district; the vault needs few. */
export const APP_CONNECTIONS = 12;
export const VAULT_CONNECTIONS = 3;
