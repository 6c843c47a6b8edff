import type { Settings } from '../domain/settings.js';
import type { District, Field, Held, Reviewers } from './land.js';

/** Who reviews: people of other districts, each at most as often a month as the settings allow. */
export class Roster {
  private readonly loads = new Map<string, number>();

  constructor(private readonly settings: Settings) {}

  /** The least loaded reviewer of a field in the month of the assignment, from a district that no other seat of the case comes from. */
  take(district: District, field: Field, assigned: number, seated: readonly { readonly by: Held }[]): Held {
    const month = new Date(assigned * 60_000).toISOString().slice(0, 7);
    const free = district.neighbours.filter((reviewers) => !sits(reviewers, seated));
    const pool = free.flatMap((reviewers) => reviewers[field]);
    const [chosen] = pool.toSorted((left, right) => this.load(left, month) - this.load(right, month));
    if (chosen === undefined || this.load(chosen, month) >= this.settings['review.load-most']) {
      throw new Error(`nobody is free to review in ${month}`);
    }
    this.loads.set(`${chosen.id} ${month}`, this.load(chosen, month) + 1);
    return chosen;
  }

  private load(person: Held, month: string): number {
    return this.loads.get(`${person.id} ${month}`) ?? 0;
  }
}

function sits(reviewers: Reviewers, seated: readonly { readonly by: Held }[]): boolean {
  return Object.values(reviewers)
    .flat()
    .some(({ id }) => seated.some(({ by }) => by.id === id));
}
