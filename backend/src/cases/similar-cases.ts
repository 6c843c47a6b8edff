import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { may } from '../domain/access/abilities.js';
import type { DuplicateWarning } from '../domain/cases/case.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Actor } from '../platform/security/actor.js';
import type { Answers } from '../domain/forms/form.js';
import type { NotifiedPlaces } from './case-places.js';
import { CASE_COLUMNS, reachOf, type LockedCase } from './locked-case.js';
import { columnsOf } from './notification-columns.js';

/** What makes two notified deaths resemble each other. What is not known excludes nothing. */
export interface Likeness {
  readonly except: string | null;
  readonly mother: boolean;
  readonly deathDate: string;
  readonly placeIds: readonly number[];
  readonly villageId: number | null;
  readonly ageDays: number | null;
  readonly parity: number | null;
  readonly sex: string | null;
  readonly birthWeight: number | null;
}

const NOTHING_SIMILAR: DuplicateWarning = { visible: [], elsewhere: false };

/**
 * V16: a death within three days, in a common facility or village, of the same age within two years and parity (a woman) or sex and weight
 * within 200 g (a child). CSCom, CSRéf and relais may all notify one evacuated woman. [domain 3.0]
 */
@Injectable()
export class SimilarCases {
  constructor(private readonly transactions: Transactions) {}

  /** Looks everywhere, tells only what the person may see, and of the rest that it exists. */
  async warn(tx: EntityManager, actor: Actor, likeness: Likeness): Promise<DuplicateWarning> {
    const ids = await this.transactions.asSystem(tx, () => similarIds(tx, likeness));
    if (ids.length === 0) return NOTHING_SIMILAR;
    const rows: readonly LockedCase[] = await tx.query(
      `SELECT ${CASE_COLUMNS} FROM app.death_case c JOIN app.place r ON r.id = c.responsible_id
       WHERE c.id = ANY ($1::uuid[]) ORDER BY c.death_date, c.id`,
      [ids],
    );
    const visible = rows.filter((row) => may(actor.ability, 'read', 'Case', reachOf(row)));
    return {
      visible: visible.map(({ id, number, deathDate, responsibleName }) => ({
        id,
        number,
        deathDate,
        placeName: responsibleName,
      })),
      elsewhere: visible.length < ids.length,
    };
  }
}

/** The cases that V16 finds, wherever they lie; in system scope. */
export async function similarIds(tx: EntityManager, like: Likeness): Promise<readonly string[]> {
  const rows: readonly { id: string }[] = await tx.query(
    `SELECT c.id FROM app.death_case c
     WHERE c.death_date BETWEEN $1::date - 3 AND $1::date + 3
       AND (c.category IN ('MAT', 'WRA')) = $2
       AND (c.place_ids && $3::int[] OR c.village_id = $4)
       AND ($5::int IS NULL OR c.age_days IS NULL OR abs(c.age_days - $5) <= 731)
       AND ($6::int IS NULL OR c.parity IS NULL OR c.parity = $6)
       AND ($7::text IS NULL OR c.sex IS NULL OR c.sex = $7)
       AND ($8::int IS NULL OR c.birth_weight_g IS NULL OR abs(c.birth_weight_g - $8) <= 200)
       AND c.state <> 'discarded' AND c.id IS DISTINCT FROM $9::uuid
     ORDER BY c.id LIMIT 20`,
    [
      like.deathDate,
      like.mother,
      like.placeIds,
      like.villageId,
      like.ageDays,
      like.parity,
      like.sex,
      like.birthWeight,
      like.except,
    ],
  );
  return rows.map(({ id }) => id);
}

/** What the answers resemble, as far as they are typed. */
export function likenessOf(
  answers: Answers,
  places: Pick<NotifiedPlaces, 'placeIds' | 'villageId'>,
  except: string | null,
): Likeness {
  const { category, deathDate, ageDays, sex, birthWeight } = columnsOf(answers);
  return {
    except,
    mother: category === 'MAT' || category === 'WRA',
    deathDate,
    placeIds: places.placeIds,
    villageId: places.villageId,
    ageDays: ageDays ?? null,
    parity: null,
    sex: sex ?? null,
    birthWeight: birthWeight ?? null,
  };
}
