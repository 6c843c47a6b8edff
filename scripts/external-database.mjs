import { readFileSync } from 'node:fs';
import pg from 'pg';
import { openKeyFolder } from './data-folder.mjs';
import { Failure } from './failure.mjs';

const OLDEST = 15;
const UNREACHABLE = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ECONNRESET',
  'EAI_AGAIN',
];

function malformed(name) {
  return new Failure(
    `${name} n’est pas une adresse PostgreSQL : écrivez-la postgres://utilisateur:motdepasse@serveur:5432/base.`,
    `${name} is not a PostgreSQL address: write it postgres://user:password@server:5432/database.`,
  );
}

function addressOf(name) {
  const value = process.env[name];
  if (!value) {
    throw new Failure(
      `${name} manque : donnez l’adresse PostgreSQL de ce compte, ou retirez DATABASE_URL pour la base embarquée.`,
      `${name} is missing: give the PostgreSQL address of this account, or remove DATABASE_URL for the embedded database.`,
    );
  }
  if (!URL.canParse(value) || !/^postgres(ql)?:$/.test(new URL(value).protocol)) throw malformed(name);
  return new URL(value);
}

function connectionFailure(name, url, error) {
  const place = `${url.hostname}:${url.port || 5432}`;
  if (error.code?.startsWith('28')) {
    return new Failure(
      `Le serveur PostgreSQL ${place} refuse le compte de ${name} : vérifiez le nom et le mot de passe.`,
      `The PostgreSQL server ${place} refuses the account of ${name}: check its name and password.`,
    );
  }
  if (error.code === '3D000') {
    return new Failure(
      `La base ${url.pathname.slice(1)} n’existe pas sur ${place} : créez-la (CREATE DATABASE), puis relancez la commande.`,
      `The database ${url.pathname.slice(1)} does not exist on ${place}: create it (CREATE DATABASE), then run the command again.`,
    );
  }
  const known = UNREACHABLE.includes(error.code) || /timeout|terminated/i.test(error.message);
  return new Failure(
    `La base de données ${place} ne répond pas (${known ? (error.code ?? error.message) : error.message}) : démarrez-la ou corrigez ${name}.`,
    `The database ${place} does not answer (${known ? (error.code ?? error.message) : error.message}): start it or correct ${name}.`,
  );
}

/** The rule of the server, before the first word is sent. */
async function refuseOpen(name, url) {
  const { assertClosed } = await import('../dist/backend/platform/database/database-address.js');
  try {
    assertClosed(name, url.href, process.env.DENBA_DATABASE_CLEAR === '1');
  } catch (error) {
    throw new Failure(error.french, error.message);
  }
}

async function connect(name, url) {
  await refuseOpen(name, url);
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 8000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int AS version");
    const major = Math.floor(Number(rows[0].version) / 10_000);
    if (major >= OLDEST) return client;
    throw new Failure(
      `PostgreSQL ${major} est trop ancien : Denba demande un serveur de version ${OLDEST} à 18.`,
      `PostgreSQL ${major} is too old: Denba needs a server of version ${OLDEST} to 18.`,
    );
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error instanceof Failure ? error : connectionFailure(name, url, error);
  }
}

/** The vault's and the keeper's sign-ins need no setting of their own where the owner may create them. */
async function derivedUrl(appUrl, role, masterKey) {
  const { KeyFile } = await import('../dist/backend/platform/security/key-file.js');
  const keys = KeyFile.from(readFileSync(masterKey));
  if (keys === null) {
    throw new Failure(
      `Le fichier ${masterKey} n’est pas une clé maîtresse : remettez-le depuis la dernière sauvegarde.`,
      `The file ${masterKey} is not a master key: put it back from the last backup.`,
    );
  }
  const url = new URL(appUrl.href);
  url.username = `denba_${role}`;
  url.password = keys.of(`${role} sign-in`).toString('base64url');
  return url;
}

async function ensureSignIn(owner, url, mayCreate, isOurs) {
  const name = decodeURIComponent(url.username);
  const { rowCount } = await owner.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (rowCount === 1 && !isOurs) return;
  if (!mayCreate) {
    throw new Failure(
      `Le compte PostgreSQL ${name} manque et celui de DATABASE_OWNER_URL n’a pas le droit de le créer : créez-le, ou donnez DENBA_VAULT_DATABASE_URL et DENBA_KEEPER_DATABASE_URL.`,
      `The PostgreSQL account ${name} is missing and that of DATABASE_OWNER_URL may not create it: create it, or give DENBA_VAULT_DATABASE_URL and DENBA_KEEPER_DATABASE_URL.`,
    );
  }
  const password = owner.escapeLiteral(decodeURIComponent(url.password));
  const verb = rowCount === 1 ? 'ALTER' : 'CREATE';
  await owner.query(`${verb} ROLE ${owner.escapeIdentifier(name)} LOGIN PASSWORD ${password}`);
  const database = owner.escapeIdentifier(owner.database);
  await owner.query(`GRANT CONNECT ON DATABASE ${database} TO ${owner.escapeIdentifier(name)}`);
}

/** Opens the server that DATABASE_URL names: reachable, recent enough, with the three sign-ins the walls stand on. */
export async function openExternalDatabase() {
  const ownerUrl = addressOf('DATABASE_OWNER_URL');
  const appUrl = addressOf('DATABASE_URL');
  const owner = await connect('DATABASE_OWNER_URL', ownerUrl);
  try {
    const masterKey = process.env.DENBA_MASTER_KEY_FILE ?? openKeyFolder();
    const { rows } = await owner.query(
      'SELECT rolsuper OR rolcreaterole AS creates FROM pg_roles WHERE rolname = current_user',
    );
    const signIns = [
      ['DATABASE_URL', 'app'],
      ['DENBA_VAULT_DATABASE_URL', 'vault'],
      ['DENBA_KEEPER_DATABASE_URL', 'keeper'],
    ];
    const urls = { owner: ownerUrl.href };
    for (const [name, role] of signIns) {
      const isOurs = !process.env[name];
      const url = isOurs ? await derivedUrl(appUrl, role, masterKey) : addressOf(name);
      await ensureSignIn(owner, url, rows[0].creates, isOurs);
      await connect(name, url).then((client) => client.end());
      urls[role] = url.href;
    }
    return { urls, masterKey };
  } finally {
    await owner.end();
  }
}
