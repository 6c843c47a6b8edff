/**
 * Keeps the application itself on the device, so that it stands without a network: its page, its scripts, its style, and nothing else.
 * What the server answers about deaths and people never passes here: an address that is not of the application is left to the browser.
 */
interface Shell {
  /** Of all files and of the headers that come with them. */
  readonly version: string;
  /** Path and digest of each file. */
  readonly files: Readonly<Record<string, string>>;
}

/** Written in by the build. */
declare const SHELL: Shell;

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = 'denba-';
const OWN = CACHE + SHELL.version;
const PAGE = '/index.html';
const AT_ONCE = 4;
/** A page of a version before may still be open and ask for its parts. */
const VERSIONS_KEPT = 2;
/** A name with a hash stands for the same content in every version. */
const HASHED_NAME = /^\/[\w.-]+-[\w-]{8}\.(?:js|css)$/;
const LAST_WORDS = `<!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Denba</title>
<p>Denba n’est plus entier sur ce téléphone. Il revient avec le réseau. Ce qui attendait de partir n’est pas touché.</p>
<p lang="en">Denba is no longer whole on this phone. It comes back with the network. What waited to leave is untouched.</p>
<p><a href="/">Essayer encore · Try again</a></p></html>`;

worker.addEventListener('install', (event) => {
  event.waitUntil(install());
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
worker.addEventListener('message', (event) => {
  if (event.data === 'apply') event.waitUntil(worker.skipWaiting());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (isPage(pathname)) event.respondWith(page(request));
  } else if (pathname in SHELL.files || HASHED_NAME.test(pathname)) {
    event.respondWith(part(request, pathname));
  }
});

/** The rule of the server: an address without an ending is a page of the application. */
function isPage(path: string): boolean {
  return path !== '/api' && !path.startsWith('/api/') && !/\.[^/]*$/.test(path);
}

/** Fetches what is not there yet. A file kept stays kept when the network breaks off: the next attempt goes on from there. */
async function install(): Promise<void> {
  const own = await caches.open(OWN);
  const there = new Set((await own.keys()).map(({ url }) => new URL(url).pathname));
  const wanted = Object.keys(SHELL.files).filter((path) => !there.has(path));
  const hand = async (): Promise<void> => {
    for (let path = wanted.pop(); path !== undefined; path = wanted.pop())
      await own.put(path, (await knownBefore(path)) ?? (await fetched(path)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
}

/** The same file of a version before; the page always comes anew, because its headers are kept with it. */
async function knownBefore(path: string): Promise<Response | undefined> {
  if (path === PAGE) return undefined;
  const found = await caches.match(path);
  return found && (await isWhole(path, found)) ? found : undefined;
}

/** Refuses what is not the file that was built: the page of a hotspot, half a file, a newer version. */
async function fetched(path: string): Promise<Response> {
  const response = await fetch(path, { priority: 'low' });
  if (await isWhole(path, response)) return response;
  throw new Error(`${path} is not what was built`);
}

async function isWhole(path: string, response: Response): Promise<boolean> {
  if (!response.ok || response.redirected) return false;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.clone().arrayBuffer()));
  const hex = Array.from(digest.slice(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === SHELL.files[path];
}

async function activate(): Promise<void> {
  const before = (await caches.keys()).filter((name) => name.startsWith(CACHE) && name !== OWN);
  await Promise.all(before.slice(0, -VERSIONS_KEPT).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(OWN)).match(PAGE);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch {
    return new Response(LAST_WORDS, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

/** From this version, or from another where the name says that it is the same. What was lost is kept again. */
async function part(request: Request, path: string): Promise<Response> {
  const own = await caches.open(OWN);
  const kept = (await own.match(path)) ?? (await caches.match(path));
  if (kept) return kept;
  const fresh = await fetch(request);
  if (path in SHELL.files && (await isWhole(path, fresh))) await own.put(path, fresh.clone());
  return fresh;
}
