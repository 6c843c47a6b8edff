import type { FastifyReply, FastifyRequest } from 'fastify';

const LIFETIME_SECONDS = 12 * 60 * 60;

/** `__Host-` cookies demand TLS; without it the server is reachable from its own machine only. */
function nameOf(secure: boolean): string {
  return secure ? '__Host-denba' : 'denba-sid';
}

/** The session's token as the browser sent it, or nothing. */
export function tokenOf(request: FastifyRequest, secure: boolean): string | undefined {
  const wanted = `${nameOf(secure)}=`;
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const token = pairs.find((pair) => pair.startsWith(wanted))?.slice(wanted.length);
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

export function keepToken(reply: FastifyReply, token: string, secure: boolean): void {
  void reply.header('set-cookie', cookie(token, LIFETIME_SECONDS, secure));
}

export function dropToken(reply: FastifyReply, secure: boolean): void {
  void reply.header('set-cookie', cookie('', 0, secure));
}

function cookie(token: string, seconds: number, secure: boolean): string {
  const flags = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return `${nameOf(secure)}=${token}; ${flags}`;
}
