import type { FastifyReply, FastifyRequest } from 'fastify';

const LIFETIME_SECONDS = 12 * 60 * 60;
/** As long as browsers keep a cookie. */
const BROWSER_SECONDS = 400 * 24 * 60 * 60;

/** `__Host-` cookies demand TLS; without it the server is reachable from its own machine only. */
function nameOf(secure: boolean): string {
  return secure ? '__Host-denba' : 'denba-sid';
}

/** The session's token as the browser sent it, or nothing. */
export function tokenOf(request: FastifyRequest, secure: boolean): string | undefined {
  return valueOf(request, nameOf(secure));
}

export function keepToken(reply: FastifyReply, token: string, secure: boolean): void {
  void reply.header('set-cookie', cookie(nameOf(secure), token, LIFETIME_SECONDS, secure));
}

export function dropToken(reply: FastifyReply, secure: boolean): void {
  void reply.header('set-cookie', cookie(nameOf(secure), '', 0, secure));
}

/** A random name for this browser, or nothing: it says who nobody is, only that a registered device lives here. */
export function browserOf(request: FastifyRequest, secure: boolean): string | undefined {
  return valueOf(request, browserName(secure));
}

export function keepBrowser(reply: FastifyReply, name: string, secure: boolean): void {
  void reply.header('set-cookie', cookie(browserName(secure), name, BROWSER_SECONDS, secure));
}

function browserName(secure: boolean): string {
  return secure ? '__Host-denba-browser' : 'denba-browser';
}

function valueOf(request: FastifyRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined;
}

function cookie(name: string, value: string, seconds: number, secure: boolean): string {
  const flags = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return `${name}=${value}; ${flags}`;
}
