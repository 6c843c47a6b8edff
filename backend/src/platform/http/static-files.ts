import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { absent } from '../../domain/problem.js';
import { acceptedBy, type Coding } from './compression.js';
import { documentOf } from './problem-document.js';
import { sendProblem } from './problem-filter.js';
import { PICTURE_POLICY } from './security-headers.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const COMPRESSED = ['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt'];
/** Written beside each file by the build. */
const WRITTEN: Readonly<Record<Coding, string>> = { br: '.br', gzip: '.gz' };
/** These concern documents; on scripts, styles and drawings they would only weigh, a third of a small file. */
const OF_DOCUMENTS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'referrer-policy',
] as const;
const NOT_SERVED = ['.map', ...Object.values(WRITTEN)];
const PARTS = ['.js', '.css', '.svg'];
/** Runs beside the pages, under the policy of its own answer. */
const WORKER = '/service-worker.js';
const HASHED_NAME = /-[A-Za-z0-9_-]{8}\.(?:js|css)$/;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** One file of the application, kept in memory. What the build did not compress is compressed once, when first asked for. */
class StaticFile {
  private readonly codings = new Map<Coding, Promise<Buffer>>();

  constructor(
    readonly path: string,
    private readonly plain: Buffer,
    written: Readonly<Partial<Record<Coding, Buffer>>>,
  ) {
    for (const [coding, bytes] of Object.entries(written) as [Coding, Buffer][])
      this.codings.set(coding, Promise.resolve(bytes));
  }

  async send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const extension = extname(this.path);
    // A name with a hash never changes its content; everything else is asked for again.
    const lifetime = HASHED_NAME.test(this.path) ? 'public, max-age=31536000, immutable' : 'no-cache';
    void reply
      .header('content-type', MEDIA_TYPES[extension] ?? 'application/octet-stream')
      .header('cache-control', lifetime)
      .header('vary', 'accept-encoding');
    if (PARTS.includes(extension) && this.path !== WORKER)
      for (const name of OF_DOCUMENTS) reply.removeHeader(name);
    // A drawing can be opened as a page, where it could run scripts.
    if (extension === '.svg') void reply.header('content-security-policy', PICTURE_POLICY);
    const coding = COMPRESSED.includes(extension) ? acceptedBy(request) : undefined;
    if (!coding) return reply.send(this.plain);
    return reply.header('content-encoding', coding).send(await this.compressed(coding));
  }

  private compressed(coding: Coding): Promise<Buffer> {
    const known = this.codings.get(coding);
    if (known) return known;
    const made =
      coding === 'br'
        ? brotli(this.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
        : gzipped(this.plain, { level: 9 });
    this.codings.set(coding, made);
    return made;
  }
}

function writtenBeside(file: string): Readonly<Partial<Record<Coding, Buffer>>> {
  const there = Object.entries(WRITTEN).filter(([, ending]) => existsSync(file + ending));
  return Object.fromEntries(there.map(([coding, ending]) => [coding, readFileSync(file + ending)]));
}

function filesIn(folder: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const full = join(folder, entry);
    if (!statSync(full).isFile() || NOT_SERVED.includes(extname(entry))) continue;
    const path = `/${relative(folder, full).split(sep).join('/')}`;
    files.set(path, new StaticFile(path, readFileSync(full), writtenBeside(full)));
  }
  return files;
}

function filesOrNone(folder: string): ReadonlyMap<string, StaticFile> {
  try {
    return filesIn(folder);
  } catch {
    return new Map();
  }
}

/** Serves the web application; every address that is not a file is one of its pages. Without a build, there are no pages. */
export function installStaticFiles(server: FastifyInstance, folder: string): void {
  const files = filesOrNone(folder);
  server.get('/*', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const isPage = !path.startsWith('/api/') && path !== '/api' && extname(path) === '';
    const file = files.get(path) ?? (isPage ? files.get('/index.html') : undefined);
    if (file) return file.send(request, reply);
    sendProblem(reply, documentOf(absent('page'), request.id));
    return reply;
  });
}
