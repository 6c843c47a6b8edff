import { computed, signal } from '@angular/core';
import type { Receipt } from '@domain/receipt.js';
import { proofAsked } from '../core/proof';
import { parseProblem, Refusal, type ProblemView } from '../core/problem-view';

/** One write. `url` without `/api`; `ifMatch` the version read; `subject` what it is about: writes of one subject keep their order. */
export interface Write {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly subject: string;
}

/** Where a write is: `waiting` for the network, `sending`, `received` with its receipt, `refused` with its problem. */
export interface Sending {
  readonly key: string;
  readonly subject: string;
  readonly state: 'waiting' | 'sending' | 'received' | 'refused';
  readonly receipt: string | null;
  readonly problem: ProblemView | null;
}

/** What the outbox needs from the world. */
export interface Post {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly newKey: () => string;
  readonly met: (answer: 'answer' | 'silence') => void;
  /** The server no longer knows who is writing. */
  readonly signedOut: () => void;
  /** Asks the writer to prove to be there; says whether that was done. */
  readonly prove: (withCode: boolean) => Promise<boolean>;
}

const RETRIED = new Set([429, 502, 503, 504]);
const KEPT = 20;
/** Tries in all, a quarter of a minute: then the page says that this needs the network. */
const TRIES = 5;
const KEEPALIVE_BYTES = 60_000;

/** Sends writes that need their answer now, one subject at a time, again with the same key: nothing is written twice. */
export class Sender {
  private readonly queues = new Map<string, Promise<unknown>>();
  private readonly list = signal<readonly Sending[]>([]);

  /** The last writes, oldest first. */
  readonly sendings = this.list.asReadonly();
  /** How many have not been received yet. */
  readonly waiting = computed(
    () => this.list().filter(({ state }) => state === 'waiting' || state === 'sending').length,
  );

  constructor(private readonly post: Post) {}

  /**
   * Resolves with the server's answer, throws `Refusal` when it refuses, and when no answer comes in some tries. A corrected request is
   * a new call, with a new key.
   */
  send<Answer = Receipt>(write: Write): Promise<Answer> {
    const key = this.post.newKey();
    this.note({ key, subject: write.subject, state: 'waiting', receipt: null, problem: null });
    const before = this.queues.get(write.subject) ?? Promise.resolve();
    const sent = before.then(() => this.deliver<Answer>(key, write));
    const settled = sent.catch(() => undefined);
    this.queues.set(write.subject, settled);
    void settled.then(() => {
      if (this.queues.get(write.subject) === settled) this.queues.delete(write.subject);
    });
    return sent;
  }

  private async deliver<Answer>(key: string, write: Write): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      this.change(key, { state: 'sending' });
      const response = await this.attempt(key, write);
      if (response !== null && (await this.provedAgain(response.clone()))) continue;
      const isLast = attempt + 1 >= TRIES;
      if (response !== null && (isLast || !RETRIED.has(response.status)))
        return this.settle<Answer>(key, response);
      if (isLast) return this.giveUp(key);
      this.change(key, { state: 'waiting' });
      await this.post.wait(Math.max(secondsAsked(response) * 1000, Math.min(30_000, 1000 * 2 ** attempt)));
    }
  }

  private giveUp(key: string): never {
    const problem = parseProblem(0, { code: 'network.needed' });
    this.change(key, { state: 'refused', problem });
    throw new Refusal(problem);
  }

  private async attempt(key: string, write: Write): Promise<Response | null> {
    const body = write.body === undefined ? null : JSON.stringify(write.body);
    const headers: Record<string, string> = { 'X-Denba': '1', 'Idempotency-Key': key };
    if (body !== null) headers['Content-Type'] = 'application/json';
    if (write.ifMatch !== undefined) headers['If-Match'] = `"${String(write.ifMatch)}"`;
    const keepalive = (body?.length ?? 0) < KEEPALIVE_BYTES;
    try {
      const response = await this.post.fetch(`/api${write.url}`, {
        method: write.method,
        headers,
        body,
        keepalive,
      });
      this.post.met('answer');
      return response;
    } catch {
      this.post.met('silence');
      return null;
    }
  }

  /** The server wants to know who is there: once it does, the same request goes again with its key. */
  private async provedAgain(response: Response): Promise<boolean> {
    if (response.status !== 403) return false;
    const asked = proofAsked(parseProblem(response.status, readJson(await response.text())));
    return asked !== null && this.post.prove(asked === 'code');
  }

  private async settle<Answer>(key: string, response: Response): Promise<Answer> {
    const text = await response.text();
    const body = readJson(text);
    if (response.ok) {
      const receipt = (body as Partial<Receipt> | null)?.receipt ?? null;
      this.change(key, { state: 'received', receipt });
      return body as Answer;
    }
    const problem = parseProblem(response.status, body);
    this.change(key, { state: 'refused', problem });
    if (response.status === 401) this.post.signedOut();
    throw new Refusal(problem);
  }

  private note(sending: Sending): void {
    this.list.update((list) => {
      const done = list.filter(({ state }) => state === 'received' || state === 'refused');
      const dropped = new Set(done.slice(0, Math.max(0, done.length - KEPT)));
      return [...list.filter((one) => !dropped.has(one)), sending];
    });
  }

  private change(key: string, part: Partial<Sending>): void {
    this.list.update((list) => list.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }
}

/** How long the server asks to be left alone. */
function secondsAsked(response: Response | null): number {
  const seconds = Number(response?.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) ? Math.min(300, Math.max(0, seconds)) : 0;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
