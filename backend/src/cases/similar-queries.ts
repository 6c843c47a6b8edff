import { Injectable } from '@nestjs/common';
import type { DuplicateWarning } from '../domain/cases/case.js';
import type { Answers } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { dayOf } from '../domain/forms/local-time.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import { Allowances } from '../platform/security/allowances.js';
import { placesById } from './case-places.js';
import { likenessOf, SimilarCases } from './similar-cases.js';

/** Looks for resembling cases while F1 is typed; writes nothing, and answers nothing until date and place are there. */
@Injectable()
export class SimilarQueries {
  constructor(
    private readonly transactions: Transactions,
    private readonly similar: SimilarCases,
    private readonly allowances: Allowances,
  ) {}

  async warn(actor: Actor, answers: Answers): Promise<DuplicateWarning> {
    const date = textOf(answers, 'death_date') ?? '';
    if (dayOf(date) === undefined) return { visible: [], elsewhere: false };
    // Whoever tries many ages and weights would find out what was notified elsewhere.
    await this.transactions.system((tx) => this.allowances.take(tx, actor, 'similar'));
    return this.transactions.read(actor, async (tx) => {
      const facilities = await placesById(tx, [
        textOf(answers, 'death_facility_id'),
        textOf(answers, 'facility_id'),
      ]);
      const villages = await placesById(tx, [textOf(answers, 'village_code')]);
      const places = {
        placeIds: [...facilities.values()].map(({ id }) => id),
        villageId: [...villages.values()][0]?.id ?? null,
      };
      return this.similar.warn(tx, actor, likenessOf(answers, places, null));
    });
  }
}
