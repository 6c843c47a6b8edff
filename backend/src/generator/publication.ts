import type pg from 'pg';
import { monthlyBatch } from '../domain/recommendations/batch.js';
import { isStanding } from '../domain/recommendations/standing-actions.js';
import type { Waiting } from './life.js';
import { instant } from './pen.js';

const ENDED: readonly string[] = ['refused', 'cancelled', 'merged', 'verified', 'effective', 'ineffective'];

const monthOf = (minutes: number): string => instant(minutes).toISOString().slice(0, 7);

function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** The monthly batches of every centre since its first recommendation, each as the clock would have published it. */
export function batchesOf(
  waiting: readonly Waiting[],
  today: string,
  minimum: number,
): ReadonlyMap<string, string> {
  const published = new Map<string, string>();
  for (const ofCentre of Map.groupBy(waiting, ({ recommendation }) => recommendation.placeId).values()) {
    const all = ofCentre.map(({ recommendation }) => recommendation);
    const first = Math.min(...all.map(({ openedAt }) => openedAt));
    for (let month = monthAfter(monthOf(first)); month <= today.slice(0, 7); month = monthAfter(month)) {
      const begins = Date.parse(`${month}-01T00:00Z`) / 60_000;
      const candidates = all
        .filter(({ openedAt, id }) => openedAt < begins && !published.has(id))
        .map(({ id, factor, audience, action, state, stateSince }) => ({
          id,
          factor,
          audience,
          text: action,
          open: !(ENDED.includes(state) && stateSince < begins),
          published: false,
          standing: isStanding(action),
        }));
      for (const id of monthlyBatch(candidates, minimum).published) published.set(id, `${month}-01`);
    }
  }
  return published;
}

/** What was published, marked. The rows are there already. */
export async function markPublished(
  client: pg.Client,
  published: ReadonlyMap<string, string>,
): Promise<void> {
  await client.query(
    `UPDATE app.recommendation r SET published_month = p.month, version = version + 1
     FROM unnest($1::uuid[], $2::date[]) AS p (id, month) WHERE r.id = p.id`,
    [[...published.keys()], [...published.values()]],
  );
}
