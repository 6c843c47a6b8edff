import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TestApp } from '../support/app.js';
import type { Restore } from '../support/snapshot.js';
import type { HostileRequest, HostileRequests } from './requests.js';

/** What a server that works never answers: its own code, its statements, its libraries. */
const INNARDS =
  /\bat \S+ \(|node_modules|\.(?:ts|js):\d+|QueryFailedError|SELECT .* FROM|relation "|PostgresError|ECONN/;

/** How many go side by side. */
const ABREAST = 4;
/** After so many the world is taken back, or most people would be signed out and most cases gone. */
const ROUND = 400;

export interface Outcome {
  readonly sent: number;
  /** Answers by the hundred of their status. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** Megabytes of live memory after each round. */
  readonly heapMb: readonly number[];
  readonly faults: readonly string[];
}

/** Sends hostile requests one after the other, a few abreast, and tells what was answered wrongly. */
export async function assault(
  app: TestApp,
  requests: HostileRequests,
  restore: Restore,
  { count, patienceMs }: { readonly count: number; readonly patienceMs: number },
): Promise<Outcome> {
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  const heapMb: number[] = [];
  let slowestMs = 0;
  const one = async (): Promise<void> => {
    const request = await requests.next();
    const began = performance.now();
    const answer = await Promise.race([app.nest.inject(request), late(patienceMs)]);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    const fault = answer === null ? 'no answer' : faultOf(answer.statusCode, answer.body, answer.headers);
    if (fault !== null) faults.push(`${fault}: ${told(request)}`);
    const hundred = answer === null ? 'none' : `${String(Math.floor(answer.statusCode / 100))}xx`;
    statuses[hundred] = (statuses[hundred] ?? 0) + 1;
  };
  for (let sent = 0; sent < count; sent += ROUND) {
    let left = Math.min(ROUND, count - sent);
    const lane = async (): Promise<void> => {
      for (; left > 0;) {
        left -= 1;
        await one();
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, lane));
    await restore();
    heapMb.push(liveMegabytes());
  }
  return { sent: count, statuses, slowestMs: Math.round(slowestMs), heapMb, faults };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function liveMegabytes(): number {
  collect();
  return Math.round(process.memoryUsage().heapUsed / 1_048_576);
}

const late = (ms: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => {
      resolve(null);
    }, ms).unref();
  });

function faultOf(status: number, body: string, headers: Readonly<Record<string, unknown>>): string | null {
  if (status >= 500) return `${String(status)} ${body.slice(0, 200)}`;
  if (status < 400) return null;
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return `${String(status)} as ${String(headers['content-type'])}`;
  return INNARDS.test(body) ? `innards in ${body.slice(0, 300)}` : null;
}

const told = ({ method, url, headers, payload }: HostileRequest): string =>
  `${method} ${url.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${(payload ?? '').slice(0, 600)}`;
