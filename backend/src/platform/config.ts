import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertClosed } from './database/database-address.js';
import { KeyFile } from './security/key-file.js';
import { StartupRefusal } from './startup-refusal.js';

type Environment = Readonly<Record<string, string | undefined>>;

export type LogLevel = 'silent' | 'error' | 'warn' | 'info';

/** Everything that differs from one installation to another. Passed on explicitly; nothing else reads the environment. */
export interface Config {
  readonly version: string;
  readonly databaseUrl: string;
  readonly vaultUrl: string;
  readonly keeperUrl: string;
  /** What the file of the master key holds. */
  readonly masterKey: Buffer;
  readonly masterKeyFile: string;
  /** Never on by itself: only `npm start` with its embedded database sets it. */
  readonly demonstration: boolean;
  readonly host: string;
  readonly port: number;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly staticFolder: string;
  readonly logLevel: LogLevel;
  /** What one session may ask in a minute. */
  readonly requestsPerMinute: number;
  /** Tests may run on a database that could lose data in a power cut. */
  readonly fragileDatabaseAllowed: boolean;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const LOG_LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info'];

function required(environment: Environment, name: string, purpose: { fr: string; en: string }): string {
  const value = environment[name];
  if (value !== undefined && value !== '') return value;
  throw new StartupRefusal(
    `La variable ${name} manque (${purpose.fr}) : définissez-la, ou lancez « npm start » sans DATABASE_URL.`,
    `The variable ${name} is missing (${purpose.en}): set it, or run "npm start" without DATABASE_URL.`,
  );
}

function address(environment: Environment, name: string, purpose: { fr: string; en: string }): string {
  const isClear = environment['DENBA_DATABASE_CLEAR'] === '1';
  return assertClosed(name, required(environment, name, purpose), isClear);
}

function fileOf(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new StartupRefusal(
      `Le fichier ${path} donné par ${name} ne peut pas être lu : vérifiez le chemin et les droits.`,
      `The file ${path} given by ${name} cannot be read: check the path and its permissions.`,
      cause,
    );
  }
}

function masterKeyFile(environment: Environment): {
  readonly masterKey: Buffer;
  readonly masterKeyFile: string;
} {
  const purpose = {
    fr: 'clé de 32 octets du coffre des identités',
    en: '32-byte key of the vault of identities',
  };
  const path = required(environment, 'DENBA_MASTER_KEY_FILE', purpose);
  const content = fileOf(path, 'DENBA_MASTER_KEY_FILE');
  if (KeyFile.from(content) !== null) return { masterKey: content, masterKeyFile: path };
  throw new StartupRefusal(
    `Le fichier de DENBA_MASTER_KEY_FILE doit contenir exactement 32 octets : il en contient ${content.length}, et n’est pas non plus un fichier écrit par « vault rekey ».`,
    `The file of DENBA_MASTER_KEY_FILE must hold exactly 32 bytes: it holds ${content.length}, and is no file that "vault rekey" wrote either.`,
  );
}

function portOf(value: string | undefined): number {
  const port = Number(value ?? '3000');
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StartupRefusal(
    `PORT doit être un nombre entre 0 et 65535, pas « ${value ?? ''} ».`,
    `PORT must be a number between 0 and 65535, not "${value ?? ''}".`,
  );
}

function requestsPerMinuteOf(value: string | undefined): number {
  const requests = Number(value ?? '300');
  if (Number.isInteger(requests) && requests >= 1) return requests;
  throw new StartupRefusal(
    `DENBA_REQUESTS_PER_MINUTE doit être un nombre entier, au moins 1, pas « ${value ?? ''} ».`,
    `DENBA_REQUESTS_PER_MINUTE must be a whole number, at least 1, not "${value ?? ''}".`,
  );
}

function tlsOf(environment: Environment): Config['tls'] {
  const cert = environment['DENBA_TLS_CERT'];
  const key = environment['DENBA_TLS_KEY'];
  if (!cert && !key) return null;
  if (cert && key) return { cert: fileOf(cert, 'DENBA_TLS_CERT'), key: fileOf(key, 'DENBA_TLS_KEY') };
  throw new StartupRefusal(
    'DENBA_TLS_CERT et DENBA_TLS_KEY vont ensemble : donnez les deux, ou aucun.',
    'DENBA_TLS_CERT and DENBA_TLS_KEY go together: give both, or neither.',
  );
}

function versionOf(): string {
  const manifest = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}

/** Reads and checks the environment. Without TLS the server is reachable from this machine only, whatever HOST says. */
export function configFrom(environment: Environment): Config {
  const tls = tlsOf(environment);
  const level = LOG_LEVELS.find((known) => known === environment['DENBA_LOG']) ?? 'info';
  return {
    version: versionOf(),
    databaseUrl: address(environment, 'DATABASE_URL', { fr: 'base de données', en: 'database' }),
    vaultUrl: address(environment, 'DENBA_VAULT_DATABASE_URL', {
      fr: 'compte du coffre des identités',
      en: 'sign-in of the vault of identities',
    }),
    keeperUrl: address(environment, 'DENBA_KEEPER_DATABASE_URL', {
      fr: 'compte qui efface ce dont le temps de garde est passé',
      en: 'sign-in that deletes what was kept long enough',
    }),
    ...masterKeyFile(environment),
    demonstration: environment['DENBA_DEMO'] === '1',
    host: tls ? (environment['HOST'] ?? '0.0.0.0') : '127.0.0.1',
    port: portOf(environment['PORT']),
    tls,
    staticFolder: resolve(ROOT, environment['DENBA_STATIC'] ?? 'dist/frontend'),
    logLevel: level,
    requestsPerMinute: requestsPerMinuteOf(environment['DENBA_REQUESTS_PER_MINUTE']),
    fragileDatabaseAllowed: environment['DENBA_TEST'] === '1',
  };
}

/** The configuration of this process. */
export function config(): Config {
  return configFrom(process.env);
}

/** Connection string of the owner of the tables, for migrations only. */
export function ownerUrl(): string {
  return address(process.env, 'DATABASE_OWNER_URL', {
    fr: 'propriétaire des tables, pour les migrations',
    en: 'owner of the tables, for migrations',
  });
}

/** Password of the first administrator when it is not typed at the keyboard. */
export function administratorPassword(): string | null {
  return process.env['DENBA_ADMIN_PASSWORD'] ?? null;
}

/** The database sign-ins that migrations grant rights to, by the user names of their connection strings. */
export function databaseRoles(environment: Environment = process.env): {
  readonly app: string;
  readonly vault: string;
  readonly keeper: string;
} {
  return {
    app: userOf(environment['DATABASE_URL'], 'denba_app'),
    vault: userOf(environment['DENBA_VAULT_DATABASE_URL'], 'denba_vault'),
    keeper: userOf(environment['DENBA_KEEPER_DATABASE_URL'], 'denba_keeper'),
  };
}

function userOf(url: string | undefined, usual: string): string {
  if (!url || !URL.canParse(url)) return usual;
  const name = decodeURIComponent(new URL(url).username) || usual;
  if (/^[A-Za-z_][A-Za-z0-9_$-]{0,62}$/.test(name)) return name;
  throw new StartupRefusal(
    `Le nom d’utilisateur « ${name} » de la base de données contient des caractères inattendus : choisissez-en un fait de lettres, chiffres et _.`,
    `The database user name "${name}" holds unexpected characters: choose one made of letters, digits and _.`,
  );
}
