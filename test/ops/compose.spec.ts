import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import {
  connectCluster,
  startThrowawayCluster,
  type ThrowawayCluster,
} from '../../scripts/throwaway-cluster.mjs';
import { ROOT, runToEnd, unusedFolder } from './command.js';

jest.setTimeout(120_000);

type Environment = Readonly<Record<string, string>>;
const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');

/** What each service is told, by its name: the file is small enough to be read by its indentation. */
function environmentsOf(text: string): Readonly<Record<string, Environment>> {
  const services = text.split(/^volumes:$/m)[0]?.split(/^ {2}(?=\w+:$)/m) ?? [];
  const named = services.slice(1).map((service) => {
    const block = /^ {4}environment:\n((?: {6}.*\n)*)/m.exec(service)?.[1] ?? '';
    const values = [...block.matchAll(/^ {6}(\w+): (.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    return [service.slice(0, service.indexOf(':')), Object.fromEntries(values) as Environment] as const;
  });
  return Object.fromEntries(named);
}

/** What is wrong with who knows whom. */
function faultsOf(text: string): readonly string[] {
  const { postgres = {}, denba = {} } = environmentsOf(text);
  const addresses = Object.values(denba).filter((value) => value.startsWith('postgres://'));
  const users = addresses.map((address) => /^postgres:\/\/(\w+):/.exec(address)?.[1] ?? '');
  const secrets = Object.values(environmentsOf(text)).flatMap((values) => Object.values(values));
  const checks: readonly (readonly [boolean, string])[] = [
    [users.length !== 4 || new Set(users).size !== 4, 'four addresses, each of its own sign-in'],
    [users.includes(postgres['POSTGRES_USER'] ?? ''), 'a sign-in of Denba is the superuser'],
    [JSON.stringify(denba).includes('SUPERUSER'), 'Denba is told the password of the superuser'],
    [secrets.some((value) => /\$\{\w+:?-/.test(value)), 'a password has a default'],
    [
      Object.entries(postgres).some(([name, value]) => name.endsWith('PASSWORD') && !value.startsWith('${')),
      'a password is written down',
    ],
  ];
  return checks.filter(([is]) => is).map(([, fault]) => fault);
}

describe('the services of the compose file', () => {
  it('know the superuser where the sign-ins are made, and nowhere else', () => {
    expect(Object.keys(environmentsOf(compose))).toEqual(['postgres', 'roles', 'denba']);
    expect(faultsOf(compose)).toEqual([]);
  });

  it.each([
    ['a sign-in of Denba is the superuser', 'POSTGRES_USER: denba_superuser', 'POSTGRES_USER: denba_owner'],
    ['four addresses, each of its own sign-in', '//denba_vault:', '//denba_app:'],
    ['Denba is told the password of the superuser', 'PORT: 3000', 'ROOT: ${DENBA_SUPERUSER_PASSWORD}'],
    ['a password has a default', '${DENBA_APP_PASSWORD}', '${DENBA_APP_PASSWORD:-denba}'],
    ['a password is written down', '${DENBA_SUPERUSER_PASSWORD:?set DENBA_SUPERUSER_PASSWORD}', 'denba'],
  ])('would be seen when %s', (fault, before, after) => {
    expect(faultsOf(compose.replace(before, after))).toEqual([fault]);
  });
});

describe('what the compose file runs', () => {
  const given: Environment = Object.fromEntries(
    ['SUPERUSER', 'OWNER', 'APP', 'VAULT', 'KEEPER'].map((role) => [
      `DENBA_${role}_PASSWORD`,
      randomBytes(24).toString('hex'),
    ]),
  );
  const folder = unusedFolder();
  let cluster: ThrowawayCluster;

  /** As PostgreSQL's image leaves it: the superuser, and nobody else. */
  beforeAll(async () => {
    cluster = await startThrowawayCluster();
    const password = given['DENBA_SUPERUSER_PASSWORD'] ?? '';
    await asSuperuser(cluster.description.passwords.superuser, (client) =>
      client.query(
        `DROP ROLE denba_owner, denba_app, denba_vault, denba_keeper; ALTER ROLE denba_superuser PASSWORD '${password}'`,
      ),
    );
  });
  afterAll(async () => {
    await cluster.stop();
    folder.remove();
  });

  async function asSuperuser<T>(password: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const { superuser } = connectCluster(cluster.description).urls('postgres');
    const url = new URL(superuser);
    url.password = password;
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    return work(client).finally(() => client.end());
  }

  /** The environment of a service with the drawn secrets in it, on the port of this cluster. */
  function environmentOf(service: string): Environment {
    const port = String(cluster.description.port);
    const told = Object.entries(environmentsOf(compose)[service] ?? {}).map(([name, value]) => [
      name,
      value
        .replaceAll(/\$\{(\w+)[^}]*\}/g, (_, secret: string) => given[secret] ?? '')
        .replace(':5432/', `:${port}/`),
    ]);
    return { ...(Object.fromEntries(told) as Environment), PGPORT: port, DENBA_DATA: folder.path };
  }

  it('makes four ordinary sign-ins and a database of the owner, once and again', async () => {
    for (let time = 0; time < 2; time += 1) {
      expect(await runToEnd(['scripts/database-init.mjs'], environmentOf('roles'))).toMatchObject({
        code: 0,
      });
    }
    const { rows } = await asSuperuser(given['DENBA_SUPERUSER_PASSWORD'] ?? '', (client) =>
      client.query<{ name: string; strong: boolean; owns: boolean }>(
        `SELECT r.rolname AS name, r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication AS strong,
           d.datdba = r.oid AS owns FROM pg_roles r JOIN pg_database d ON d.datname = 'denba'
         WHERE r.rolname LIKE 'denba\\_%' ORDER BY 1`,
      ),
    );
    expect(rows).toEqual([
      { name: 'denba_app', strong: false, owns: false },
      { name: 'denba_keeper', strong: false, owns: false },
      { name: 'denba_owner', strong: false, owns: true },
      { name: 'denba_superuser', strong: true, owns: false },
      { name: 'denba_vault', strong: false, owns: false },
    ]);
  });

  it('is enough to migrate, by the sign-ins that Denba is told', async () => {
    expect(await runToEnd(['scripts/denba.mjs', 'migrate'], environmentOf('denba'))).toMatchObject({
      code: 0,
    });
  });

  it('asks for every password', async () => {
    const { DENBA_VAULT_PASSWORD: left, ...others } = environmentOf('roles');
    expect(left).toMatch(/^[0-9a-f]{48}$/);
    const outcome = await runToEnd(['scripts/database-init.mjs'], others);
    expect([outcome.code, outcome.output.includes('DENBA_VAULT_PASSWORD manque')]).toEqual([1, true]);
  });
});
