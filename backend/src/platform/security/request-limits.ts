import { Injectable } from '@nestjs/common';
import { Problem } from '../../domain/problem.js';

/** Requests a minute, also the number that may come at once. */
export interface Limits {
  readonly session: number;
  /** Of requests without a session: many centres share one address, so it is loose. */
  readonly address: number;
}

interface Bucket {
  left: number;
  at: number;
}

const MINUTE = 60_000;
/** Full buckets say nothing and are dropped; their number is looked at only when it has grown so far. */
const MANY = 10_000;

/**
 * How many requests one session may make, and one address without a session. A session is counted by itself, whatever its address: a
 * colleague's busy screen slows nobody else. A token that is nobody's counts for its address, or each made-up one would be a new start.
 */
@Injectable()
export class RequestLimits {
  private readonly sessions = new Map<string, Bucket>();
  private readonly addresses = new Map<string, Bucket>();

  constructor(
    private readonly limits: Limits,
    /** Milliseconds that never go back: neither a set clock nor a wrong one gives more room. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Counts a request before anything is looked up, for its session once that is known and else for its address; refuses it without room.
   * What it gives is to be called when the session turns out to be somebody's: from then on it counts for itself.
   */
  enter(session: string | undefined, address: string): () => void {
    if (session !== undefined && this.sessions.has(session)) {
      this.take(this.sessions, session, this.limits.session);
      return () => undefined;
    }
    const door = this.take(this.addresses, address, this.limits.address);
    return () => {
      if (session === undefined) return;
      door.left += 1;
      this.take(this.sessions, session, this.limits.session);
    };
  }

  private take(buckets: Map<string, Bucket>, key: string, limit: number): Bucket {
    const now = this.now();
    const bucket = buckets.get(key) ?? { left: limit, at: now };
    bucket.left = Math.min(limit, bucket.left + ((now - bucket.at) * limit) / MINUTE);
    bucket.at = now;
    buckets.set(key, bucket);
    if (buckets.size > MANY) dropFull(buckets, now);
    if (bucket.left < 1) {
      const seconds = Math.max(1, Math.ceil(((1 - bucket.left) * MINUTE) / limit / 1000));
      throw new Problem('limited', 'limited', { params: { seconds } });
    }
    bucket.left -= 1;
    return bucket;
  }
}

function dropFull(buckets: Map<string, Bucket>, now: number): void {
  for (const [key, { at }] of buckets) if (now - at >= MINUTE) buckets.delete(key);
}
