import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './database.mjs';
import { Failure, runCommand } from './failure.mjs';
import { checkPictures, drawPictures } from './pictures.mjs';
import { ROOT, shippedEnvironment } from './shipped-node.mjs';
import { connectCluster, startThrowawayCluster } from './throwaway-cluster.mjs';

const GENERATED = join(ROOT, 'docs/generated');
const SCREENS = join(GENERATED, 'screens');

/** Writes workflows, permissions, interface and schema into `folder`, from the built code on a freshly migrated database; then `more`. */
async function generate(folder, more = () => Promise.resolve()) {
  const cluster = await startThrowawayCluster();
  const scratch = mkdtempSync(join(tmpdir(), 'denba-docs-'));
  try {
    const handle = connectCluster(cluster.description);
    await handle.createDatabase('docs');
    const urls = handle.urls('docs');
    const masterKey = join(scratch, 'master.key');
    writeFileSync(masterKey, randomBytes(32), { mode: 0o600 });
    const environment = {
      ...shippedEnvironment(),
      NODE_ENV: 'production',
      DATABASE_URL: urls.app,
      DATABASE_OWNER_URL: urls.owner,
      DENBA_VAULT_DATABASE_URL: urls.vault,
      DENBA_KEEPER_DATABASE_URL: urls.keeper,
      DENBA_MASTER_KEY_FILE: masterKey,
    };
    for (const args of [['migrate'], ['docs', folder]]) {
      const { code } = await runCli(args, environment);
      if (code !== 0) throw new Error(`denba ${args.join(' ')}: ${code}`);
    }
    await more(environment);
  } finally {
    await cluster.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Pictures are checked apart. */
const textsIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.png'))
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .sort()
    : [];

function differences(fresh) {
  const names = [...new Set([...textsIn(fresh), ...textsIn(GENERATED)])];
  const content = (folder, name) =>
    existsSync(join(folder, name))
      ? readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      : undefined;
  return names.filter((name) => content(fresh, name) !== content(GENERATED, name));
}

async function check() {
  const fresh = mkdtempSync(join(tmpdir(), 'denba-docs-'));
  try {
    await generate(fresh);
    const changed = differences(fresh);
    if (changed.length === 0) return checkPictures(SCREENS);
    throw new Failure(
      `Documents générés périmés (${changed.join(', ')}) : lancez « npm run docs » et gardez le résultat.`,
      `Generated documents are out of date (${changed.join(', ')}): run "npm run docs" and keep the result.`,
    );
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

await runCommand(async () => {
  if (process.argv.includes('--check')) return check();
  mkdirSync(GENERATED, { recursive: true });
  if (process.argv.includes('--texts')) return generate(GENERATED);
  return generate(GENERATED, (environment) => drawPictures(SCREENS, environment));
});
