import type { FastifyInstance } from 'fastify';

const POLICY = [
  "default-src 'none'",
  // Argon2 on a registered device is WebAssembly, of our own scripts only; no text becomes a script by it.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types angular angular#bundler denba#worker',
].join('; ');

/** For a picture that somebody opens as a page of its own: nothing runs in it, and it reaches nothing. */
export const PICTURE_POLICY = "sandbox; default-src 'none'";

/** The same on every answer, errors included. */
export function securityHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}

export function installSecurityHeaders(server: FastifyInstance, isSecure: boolean): void {
  const headers = securityHeaders(isSecure);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers);
    if (request.url.startsWith('/api')) void reply.header('cache-control', 'no-store');
    done();
  });
}
