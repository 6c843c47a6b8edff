import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { configFrom, databaseRoles } from './config.js';
import { StartupRefusal } from './startup-refusal.js';

const folder = mkdtempSync(join(tmpdir(), 'denba-config-'));
const file = (name: string, bytes: number) => {
  const path = join(folder, name);
  writeFileSync(path, Buffer.alloc(bytes, 1));
  return path;
};
const key = file('key', 32);
const GOOD = {
  DATABASE_URL: 'postgres://denba_app:x@localhost:5432/denba',
  DENBA_VAULT_DATABASE_URL: 'postgres://denba_vault:x@localhost:5432/denba',
  DENBA_KEEPER_DATABASE_URL: 'postgres://denba_keeper:x@localhost:5432/denba',
  DENBA_MASTER_KEY_FILE: key,
};
const TLS = { DENBA_TLS_CERT: file('cert', 10), DENBA_TLS_KEY: file('tls-key', 10) };

describe('the configuration', () => {
  it('listens on this machine only, unless it has TLS', () => {
    expect(configFrom({ ...GOOD, HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
    expect(configFrom({ ...GOOD, ...TLS })).toMatchObject({ host: '0.0.0.0', port: 3000 });
    expect(configFrom({ ...GOOD, ...TLS, HOST: '10.0.0.5', PORT: '8443' })).toMatchObject({
      host: '10.0.0.5',
      port: 8443,
    });
  });

  it('is a demonstration only when told so', () => {
    expect(configFrom(GOOD).demonstration).toBe(false);
    expect(configFrom({ ...GOOD, DENBA_DEMO: '1' }).demonstration).toBe(true);
  });

  it.each([
    'postgres://denba_app:x@127.0.0.1/denba',
    'postgres://denba_app:x@[::1]:5432/denba',
    'postgres://denba_app:x@elsewhere/denba?host=/run/postgresql',
    'postgres://denba_app:x@db.example.ml/denba?sslmode=verify-full',
  ])('lets names pass by %s', (DATABASE_URL) => {
    expect(configFrom({ ...GOOD, DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  it.each([
    'postgres://denba_app:x@db.example.ml/denba',
    'postgres://denba_app:x@localhost.example.ml/denba',
    'postgres://denba_app:x@localhost/denba?host=db.example.ml',
    'postgres://denba_app:x@db.example.ml/denba?sslmode=disable',
    'postgres://denba_app:x@db.example.ml/denba?sslmode=no-verify',
    'postgres://denba_app:x@db.example.ml/denba?uselibpqcompat=true&sslmode=require',
  ])('keeps names from %s, unless whoever runs it answers for the network', (address) => {
    for (const name of ['DATABASE_URL', 'DENBA_VAULT_DATABASE_URL', 'DENBA_KEEPER_DATABASE_URL']) {
      const open = { ...GOOD, [name]: address };
      expect(() => configFrom(open)).toThrow(/leads to the server .* without verified TLS: add/);
      expect(configFrom({ ...open, DENBA_DATABASE_CLEAR: '1' })).toBeTruthy();
    }
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['no database', { ...GOOD, DATABASE_URL: undefined }, /DATABASE_URL is missing/],
    ['no vault', { ...GOOD, DENBA_VAULT_DATABASE_URL: '' }, /DENBA_VAULT_DATABASE_URL is missing/],
    ['no keeper', { ...GOOD, DENBA_KEEPER_DATABASE_URL: '' }, /DENBA_KEEPER_DATABASE_URL is missing/],
    ['no master key', { ...GOOD, DENBA_MASTER_KEY_FILE: undefined }, /DENBA_MASTER_KEY_FILE is missing/],
    [
      'a master key that is not there',
      { ...GOOD, DENBA_MASTER_KEY_FILE: join(folder, 'no') },
      /cannot be read/,
    ],
    [
      'a short master key',
      { ...GOOD, DENBA_MASTER_KEY_FILE: file('short', 31) },
      /exactly 32 bytes: it holds 31/,
    ],
    ['a port that is none', { ...GOOD, PORT: 'http' }, /PORT must be a number/],
    ['half of TLS', { ...GOOD, DENBA_TLS_CERT: TLS.DENBA_TLS_CERT }, /go together/],
  ])('with %s is refused in a sentence of each language', (_case, environment, english) => {
    let refusal: unknown;
    try {
      configFrom(environment);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(StartupRefusal);
    expect((refusal as StartupRefusal).message).toMatch(english);
    expect((refusal as StartupRefusal).french).toMatch(/[.!]$/);
  });
});

describe('the database users that migrations grant rights to', () => {
  it('are those of the connection strings, else the usual ones', () => {
    expect(databaseRoles({ DATABASE_URL: 'postgres://web:x@db/denba' })).toEqual({
      app: 'web',
      vault: 'denba_vault',
      keeper: 'denba_keeper',
    });
  });

  it('cannot carry SQL', () => {
    expect(() => databaseRoles({ DATABASE_URL: 'postgres://a%22%3B%20DROP:x@db/denba' })).toThrow(
      StartupRefusal,
    );
  });
});
