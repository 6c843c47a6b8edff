import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Language, Membership, Profession } from '../../domain/accounts/person.js';
import { type SecondFactorRule, stepOf } from '../../domain/accounts/second-factor.js';
import { BAR_REASONS, type Bars, OUTSIDE_ROLES, TAKEN_BY } from '../../domain/access/bars.js';
import { Clock } from '../clock.js';
import { Transactions } from '../database/transactions.js';
import { type Actor, actorOf } from './actor.js';

export const IDLE_MINUTES = 30;
export const ABSOLUTE_HOURS = 12;
const TOUCH_SECONDS = 60;

interface PersonRow {
  readonly id: string;
  readonly username: string;
  readonly profession: Profession;
  readonly language: Language;
  readonly must_change_password: boolean;
  readonly memberships: readonly Membership[] | null;
  readonly bars: Bars;
}
interface SignInRow extends PersonRow {
  readonly seen_at: Date;
  readonly proved_at: Date | null;
  readonly factor_given: boolean;
  readonly has_factor: boolean;
  readonly must_enrol: boolean;
  readonly rule: SecondFactorRule;
}

/** 256 random bits for the browser; the database keeps their hash only. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export const PERSON_COLUMNS = `p.id, p.username, p.profession, p.language, p.must_change_password`;

/** Roles held on a day, as one JSON array; `p` is the person. */
export const membershipsSql = (day: string): string => `app.memberships_of(p.id, '${day}')`;

const arrayOf = (words: readonly string[]): string => `ARRAY[${words.map((word) => `'${word}'`).join(', ')}]`;
const takenBy = (...extents: readonly string[]): string =>
  arrayOf(BAR_REASONS.filter((reason) => extents.includes(TAKEN_BY[reason])));

/**
 * What is closed to a person on a day, as one JSON object; `p` is the person, whose other accounts count. Ties are looked up for who holds a role that they take
 * something from, and for nobody else.
 */
export function barsSql(at: string, day: string): string {
  return `app.bars_of(p.id, '${at}', '${day}', ${takenBy('case', 'all-but-seat')}, ${takenBy('case')}, ${arrayOf(OUTSIDE_ROLES)})`;
}

/** Who is signed in with a token: login, person, roles and bars in one statement, in system scope, in one round trip. */
@Injectable()
export class SignIns {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Nothing when the token is unknown, revoked, too old, idle too long, or its person disabled. */
  async find(token: string): Promise<Actor | undefined> {
    const now = this.clock.now();
    const at = now.toISOString();
    const idle = new Date(now.getTime() - IDLE_MINUTES * 60_000).toISOString();
    const loginHash = hashOf(token);
    const [row] = await this.transactions.glance<SignInRow>(
      `SELECT p.*, ${membershipsSql(this.clock.today())} AS memberships, ${barsSql(at, this.clock.today())} AS bars
       FROM app.signed_in('\\x${loginHash}', '${at}', '${idle}') p`,
    );
    if (!row) return undefined;
    if (now.getTime() - row.seen_at.getTime() > TOUCH_SECONDS * 1000) {
      await this.transactions.glance(
        `UPDATE app.login SET seen_at = '${at}' WHERE token_hash = '\\x${loginHash}' AND seen_at < '${at}'`,
      );
    }
    return actorOfLogin(row, loginHash);
  }
}

/** Until the session is open its person holds no role: a route that forgot to ask would still find nobody there. */
function actorOfLogin(row: SignInRow, loginHash: string): Actor {
  const {
    rule,
    has_factor: hasFactor,
    factor_given: factorGiven,
    proved_at: provedAt,
    must_enrol: mustEnrol,
  } = row;
  const roles = (row.memberships ?? []).map(({ role }) => role);
  const step = stepOf({ roles, rule, hasFactor, factorGiven, mustEnrol });
  const held = step === 'open' ? row : { ...row, memberships: [] };
  return { ...actorFromRow(held, loginHash), step, hasFactor, provedAt };
}

/** An actor from a row with `PERSON_COLUMNS`, `memberships` and `bars`. */
export function actorFromRow(row: PersonRow, loginHash: string | null): Actor {
  return actorOf({
    person: {
      id: row.id,
      username: row.username,
      profession: row.profession,
      language: row.language,
      mustChangePassword: row.must_change_password,
    },
    memberships: row.memberships ?? [],
    bars: row.bars,
    loginHash,
    step: 'open',
    hasFactor: false,
    provedAt: null,
  });
}
