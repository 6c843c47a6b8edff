import { Injectable } from '@nestjs/common';
import type { Language } from '../domain/accounts/person.js';
import { fill } from '../domain/texts/fill.js';
import { paperEn } from '../domain/texts/paper.en.js';
import { paperFr } from '../domain/texts/paper.fr.js';
import { Transactions } from '../platform/database/transactions.js';

/** 80 bits of a root: enough to find it again among all the others, short enough to be typed. */
const HEX_DIGITS = 20;

/**
 * The newest seal of the journal at the foot of a paper. Papers lie in many hands: a journal that no longer holds the seal on one of
 * them was cut or rewritten. Without number and time, which would tell how busy the journal is.
 */
@Injectable()
export class PaperSeal {
  constructor(private readonly transactions: Transactions) {}

  /** `null` before the first seal. */
  async line(language: Language): Promise<string | null> {
    const [head] = await this.transactions.glance<{ readonly root: string }>(
      `SELECT encode(root, 'hex') AS root FROM trail.head ORDER BY seq DESC LIMIT 1`,
    );
    if (head === undefined) return null;
    const seal = head.root.slice(0, HEX_DIGITS).replace(/(.{4})(?=.)/g, '$1 ');
    return fill((language === 'fr' ? paperFr : paperEn).seal, { seal });
  }
}
