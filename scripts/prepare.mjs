import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { Failure, runCommand } from './failure.mjs';
import { ROOT, isNodeInstalled, shippedEnvironment, shippedNode } from './shipped-node.mjs';

const MODULES = join(ROOT, 'node_modules');

export function checkNode(version = process.versions.node) {
  if (Number.parseInt(version, 10) >= 20) return;
  throw new Failure(
    `Node ${version} est trop ancien : installez Node 20 ou plus récent, puis relancez la commande.`,
    `Node ${version} is too old: install Node 20 or newer, then run the command again.`,
  );
}

function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined;
}

/** npm writes its hidden lock file last, so it tells what is really there, also after an interrupted install. */
export function isInstalled() {
  const installed = packagesOf(join(MODULES, '.package-lock.json'));
  if (!installed || !isNodeInstalled()) return false;
  const wanted = packagesOf(join(ROOT, 'package-lock.json'));
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const there = installed[path];
    if (!there) return optional === true;
    return there.version === version && there.integrity === integrity && existsSync(join(ROOT, path));
  });
}

function run(command, args, options) {
  return new Promise((ended, failed) => {
    const output = [];
    const child = spawn(command, args, { cwd: ROOT, ...options });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.once('error', failed);
    child.once('close', (code) => ended({ code, output: Buffer.concat(output).toString() }));
  });
}

export async function install() {
  checkNode();
  if (isInstalled()) return;
  console.log('Installation des dépendances… / Installing dependencies…');
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const flags = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'];
  const { code } = await run(npm[0], [...npm.slice(1), ...flags], { stdio: 'inherit' });
  if (code === 0 && isInstalled()) return;
  throw new Failure(
    'Les dépendances n’ont pas pu être installées (voir ci-dessus) : vérifiez la connexion et la place sur le disque, puis relancez la commande.',
    'The dependencies could not be installed (see above): check the connection and the space on the disk, then run the command again.',
  );
}

const PARTS = {
  backend: {
    sources: ['backend', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'],
    tool: join(MODULES, '@nestjs/cli/bin/nest.js'),
    folder: ROOT,
  },
  frontend: {
    sources: [
      'frontend',
      'backend/src/domain',
      'backend/src/platform/http/security-headers.ts',
      'scripts/service-worker.mjs',
      'tsconfig.json',
      'package-lock.json',
    ],
    tool: join(MODULES, '@angular/cli/bin/ng.js'),
    folder: join(ROOT, 'frontend'),
  },
};

function filesUnder(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  const entries = readdirSync(dirname(full), { withFileTypes: true });
  if (entries.find((entry) => entry.name === path.split('/').at(-1))?.isFile()) return [full];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function contentHash(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesUnder).sort()) {
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

const stampOf = (part) => join(ROOT, 'dist', `.${part}.stamp`);

/** The content hash of what `dist/` was built from; undefined while it was never built whole. */
export function builtFrom(part) {
  return existsSync(stampOf(part)) ? readFileSync(stampOf(part), 'utf8') : undefined;
}

/** What stands before a style in the body is drawn before it has come: the first words of a slow first visit. */
function putStyleAfterFirstWords(folder) {
  const page = join(folder, 'index.html');
  const style = /<link rel="stylesheet" href="styles-[^"]+">/;
  const text = readFileSync(page, 'utf8');
  const [found] = style.exec(text) ?? [];
  if (!found || !text.includes('<app-root>')) throw new Error('index.html has not its style and its root');
  writeFileSync(page, text.replace(found, '').replace('<app-root>', `${found}<app-root>`));
}

/** Compressed once here rather than at every request. */
function compressAssets(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg|json|txt|webmanifest)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const content = readFileSync(file);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}

/** Builds what changed. The stamp goes first and comes back last, so a broken build is never taken for a good one. */
export async function build(part) {
  const { sources, tool, folder } = PARTS[part];
  const wanted = contentHash(sources);
  if (builtFrom(part) === wanted) return;
  console.log(`Construction : ${part}… / Building ${part}…`);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  rmSync(stampOf(part), { force: true });
  const environment = { ...shippedEnvironment(), NG_CLI_ANALYTICS: 'false' };
  const { code, output } = await run(shippedNode(), [tool, 'build'], { cwd: folder, env: environment });
  // A style that cannot be read is left out with a warning, and a page stands crooked.
  if (code !== 0 || output.includes('WARNING')) {
    console.error(output);
    throw new Failure(
      `La construction (${part}) a échoué (voir ci-dessus) : corrigez les sources, puis relancez la commande.`,
      `The ${part} build failed (see above): correct the sources, then run the command again.`,
    );
  }
  if (part === 'frontend') {
    putStyleAfterFirstWords(join(ROOT, 'dist/frontend'));
    const { writeServiceWorker } = await import('./service-worker.mjs');
    await writeServiceWorker(join(ROOT, 'dist/frontend'));
    compressAssets(join(ROOT, 'dist/frontend'));
  }
  writeFileSync(stampOf(part), wanted);
}

/** `node scripts/prepare.mjs` installs and builds all; `install` or `backend` stop earlier. */
async function prepare(extent) {
  await install();
  if (extent === 'install') return;
  const parts = extent === 'backend' ? ['backend'] : ['backend', 'frontend'];
  const outcomes = await Promise.allSettled(parts.map(build));
  const broken = outcomes.find(({ status }) => status === 'rejected');
  if (broken) throw broken.reason;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runCommand(() => prepare(process.argv[2]));
