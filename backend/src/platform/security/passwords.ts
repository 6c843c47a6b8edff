import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Problem } from '../../domain/problem.js';
import { isCommon } from './common-passwords.js';
import { Secrets } from './secrets.js';

const MIN_LENGTH = 10;
const MAX_LENGTH = 200;
/** 64 MiB each, for a tenth of a second: a second one at the same time would be the largest thing the server ever holds. */
const AT_ONCE = 1;
const MAX_WAITING = 40;
/** `Algorithm.Argon2id`: the package declares it as a const enum, which isolated modules cannot import. */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 65_536, timeCost: 3, parallelism: 1 };

/** Argon2id with a pepper that no database holds. One runs at a time, the others wait in line, and the line has an end. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  constructor(private readonly secrets: Secrets) {}

  /** Refuses what is too short, too long, or what a guesser would try early. */
  assertStrong(password: string, username: string, field: string): void {
    const fault = faultOf(password, username);
    if (!fault) return;
    throw new Problem('invalid', fault.code, {
      ...(fault.params ? { params: fault.params } : {}),
      fields: [{ field, ...fault }],
    });
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFC'), { ...COST, secret: this.secrets.pepper }));
  }

  /** Takes the same time for a user who does not exist: then `kept` is nothing and the answer no. */
  async verify(password: string, kept: string | undefined): Promise<boolean> {
    this.dummy ??= this.hash('nobody has this password');
    const against = kept ?? (await this.dummy);
    const same = await this.inTurn(() =>
      verify(against, password.normalize('NFC'), { secret: this.secrets.pepper }),
    );
    return same && kept !== undefined;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.waiting.length >= MAX_WAITING) {
        throw new Problem('limited', 'limited', { params: { seconds: 10 } });
      }
      await new Promise<void>((resume) => this.waiting.push(resume));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that a newcomer cannot take it in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

function faultOf(
  password: string,
  username: string,
): { readonly code: Problem['code']; readonly params?: Readonly<Record<string, number>> } | undefined {
  if (Array.from(password).length < MIN_LENGTH) {
    return { code: 'password.too-short', params: { min: MIN_LENGTH } };
  }
  if (password.length > MAX_LENGTH) return { code: 'password.too-long', params: { max: MAX_LENGTH } };
  return isCommon(password, username) ? { code: 'password.common' } : undefined;
}
