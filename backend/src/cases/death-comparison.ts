import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { resemblanceOf } from '../domain/cases/name-sounds.js';
import { NameIndex } from '../platform/vault/name-index.js';
import { ClockJobs } from '../reminders/clock-jobs.js';
import { comparedMarks, traitsOf } from './name-traits.js';
import { similarIds, type Likeness } from './similar-cases.js';

/** A case whose death is held against others, with what V16 compares. */
interface ToCompare extends Likeness {
  readonly id: string;
  readonly ref: string;
}
interface Nearby {
  readonly id: string;
  readonly ref: string;
  readonly deathDate: string;
  readonly ageDays: number | null;
}

/** One turn of the clock keeps no connection for long. */
const AT_ONCE = 30;
/** How many notifications of one person are compared in an hour: notifying is no way to try names. */
const AN_HOUR_AND_PERSON = 20;

/**
 * Looks which notified deaths may be one, names included. It runs by the clock and never while somebody waits for an answer: who notifies
 * learns nothing from it, neither by a word nor by the time it takes. What it finds is told to whoever may read both cases and mark
 * one as the other's duplicate. [domain 3.0, V16]
 */
@Injectable()
export class DeathComparison implements OnModuleInit {
  constructor(
    private readonly jobs: ClockJobs,
    private readonly index: NameIndex,
  ) {}

  onModuleInit(): void {
    this.jobs.register('cases.compare-deaths', (tx, now) => this.runAt(tx, now));
  }

  private async runAt(tx: EntityManager, now: Date): Promise<void> {
    await this.index.forgetOld();
    for (let done = 0; done < AT_ONCE; done += 1) {
      const found = await nextToCompare(tx, now);
      if (found === undefined) return;
      await this.compare(tx, found, now);
      await tx.query('UPDATE app.death_case SET compared_at = $2 WHERE id = $1', [found.id, now]);
    }
  }

  private async compare(tx: EntityManager, one: ToCompare, now: Date): Promise<void> {
    const alike = await similarIds(tx, one);
    const others = await nearby(tx, one, alike);
    if (others.length === 0) return;
    const marks = await this.index.of(
      [one, ...others].map((found) => ({ ref: found.ref, traitsOf: traitsOf(found) })),
    );
    for (const other of others) {
      const own = marks.get(one.ref) ?? [];
      const theirs = marks.get(other.ref) ?? [];
      const score = resemblanceOf({ resembles: alike.includes(other.id), ...comparedMarks(own, theirs) });
      if (score !== undefined) await propose(tx, one.id, other.id, score, now);
    }
  }
}

/** The oldest that was not compared yet, of somebody who has not notified too many in this hour. */
async function nextToCompare(tx: EntityManager, now: Date): Promise<ToCompare | undefined> {
  const [found]: readonly ToCompare[] = await tx.query(
    `SELECT c.id, c.subject_ref AS ref, c.id AS except, c.category IN ('MAT', 'WRA') AS mother,
       to_char(c.death_date, 'YYYY-MM-DD') AS "deathDate", c.place_ids AS "placeIds", c.village_id AS "villageId",
       c.age_days AS "ageDays", c.parity, c.sex, c.birth_weight_g AS "birthWeight"
     FROM app.death_case c
     WHERE c.compared_at IS NULL AND c.state IN ('notified', 'documenting')
       AND (SELECT count(*) FROM app.death_case o WHERE o.reporter_id = c.reporter_id
         AND o.compared_at > $1::timestamptz - interval '1 hour') < ${String(AN_HOUR_AND_PERSON)}
     ORDER BY c.received_at, c.id LIMIT 1`,
    [now],
  );
  return found;
}

/** The deaths that V16 finds, and those of the district or of a common facility within two weeks: a name may join what an age hides. */
async function nearby(
  tx: EntityManager,
  one: ToCompare,
  alike: readonly string[],
): Promise<readonly Nearby[]> {
  return tx.query(
    `SELECT o.id, o.subject_ref AS ref, to_char(o.death_date, 'YYYY-MM-DD') AS "deathDate", o.age_days AS "ageDays"
     FROM app.death_case c JOIN app.death_case o ON o.id <> c.id
     WHERE c.id = $1 AND (o.id = ANY ($2::uuid[]) OR (o.death_date BETWEEN c.death_date - 14 AND c.death_date + 14
       AND (o.district_id = c.district_id OR o.place_ids && c.place_ids)
       AND (o.category IN ('MAT', 'WRA')) = (c.category IN ('MAT', 'WRA')) AND o.state NOT IN ('discarded', 'duplicate')))
     ORDER BY o.id = ANY ($2::uuid[]) DESC, abs(o.death_date - c.death_date), o.id LIMIT 200`,
    [one.id, alike],
  );
}

async function propose(
  tx: EntityManager,
  one: string,
  other: string,
  score: number,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO app.resemblance (first_id, second_id, score, at) VALUES (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid), $3, $4)
     ON CONFLICT (first_id, second_id) DO UPDATE SET score = $3, at = $4`,
    [one, other, score, now],
  );
}
