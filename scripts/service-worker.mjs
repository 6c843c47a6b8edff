import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ROOT } from './shipped-node.mjs';

const SOURCE = join(ROOT, 'frontend/worker/service-worker.ts');
/** The headers are kept with the page: another policy is another version. */
const HEADERS = join(ROOT, 'backend/src/platform/http/security-headers.ts');
const WORKER = 'service-worker.js';
/** Icons for the home screen are fetched by the system that installs, licences by who asks for them. */
const INSTALLED = /\.(?:html|js|css|svg|webmanifest)$/;

const digest = (content) => createHash('sha256').update(content).digest('hex');

/** The files that a device keeps, with the beginning of their digest, which tells a whole file from anything else. */
function shellOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && INSTALLED.test(entry.name) && entry.name !== WORKER)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const digests = files.map((file) => [
    `/${relative(folder, file).split(sep).join('/')}`,
    digest(readFileSync(file)).slice(0, 8),
  ]);
  const version = digest(JSON.stringify(digests) + digest(readFileSync(HEADERS))).slice(0, 16);
  return { version, files: Object.fromEntries(digests) };
}

/** Writes the service worker of a build beside it. Its text changes with every file, which is how a browser sees a new version. */
export async function writeServiceWorker(folder) {
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(readFileSync(SOURCE, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.None, removeComments: true },
  });
  writeFileSync(join(folder, WORKER), `const SHELL = ${JSON.stringify(shellOf(folder))};\n${outputText}`);
}
