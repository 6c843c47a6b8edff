import { createHash, createHmac, randomBytes, randomUUIDv7 } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  draw,
  endOfQuarter,
  probabilityOf,
  quarterOf,
  topUp,
  type Drawn,
  type Hmac,
} from '../domain/audits/draw.js';
import type { LockedCase } from '../cases/locked-case.js';
import { settingsAt } from '../facilities/settings.js';
import { Journal } from '../journal/journal.js';
import { Clock } from '../platform/clock.js';
import { drawFactsOf } from './draw-facts.js';
import { frozenFile } from './packet-sources.js';
import { sealedRound } from './sealed-opinions.js';

/** The draw of a district and quarter: its commitment is public from the start, its seed closed until the quarter is over. */
export interface OpenDraw {
  readonly id: string;
  readonly quarter: string;
  readonly commitment: string;
}

export const hmac: Hmac = (seed, message) => createHmac('sha256', seed).update(message).digest();
const SEED_BYTES = 32;

/** The draw nobody can influence, by commit and reveal. Everything here runs in system scope. [product: The draw] */
@Injectable()
export class Lots {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The running quarter's draw of a district. Its seed is made at the first need, its commitment journalled at once. */
  async current(tx: EntityManager, districtId: number): Promise<OpenDraw> {
    const quarter = quarterOf(this.clock.today());
    const known = await findDraw(tx, districtId, quarter);
    if (known !== null) return known;
    const seed = randomBytes(SEED_BYTES);
    const commitment = createHash('sha256').update(seed).digest('hex');
    const id = randomUUIDv7();
    const made: readonly unknown[] = await tx.query(
      `INSERT INTO app.draw (id, district_id, quarter, commitment, made_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (district_id, quarter) DO NOTHING RETURNING id`,
      [id, districtId, quarter, commitment, this.clock.now()],
    );
    if (made.length > 0) {
      await tx.query('INSERT INTO app.draw_seed (draw_id, seed) VALUES ($1, $2)', [id, seed]);
      await this.journal.record(tx, 'system', {
        command: 'commit',
        subject: 'draw',
        subjectId: id,
        districtId,
        fields: [`commitment:${commitment}`],
      });
    }
    const draw = await findDraw(tx, districtId, quarter);
    if (draw === null) throw new Error('a draw that was just made is there');
    return draw;
  }

  /** Draws a case at the seal of its audit and keeps rank and probability. */
  async draw(tx: EntityManager, row: LockedCase): Promise<Drawn> {
    const { id, seed } = await this.withSeed(tx, await this.current(tx, row.districtId));
    const drawn = draw(row.number, await this.probabilityFor(tx, row), seed, hmac);
    await tx.query(
      `INSERT INTO app.draw_result (case_id, round, phase, draw_id, rank, probability, selected, at)
       VALUES ($1, $2, 'seal', $3, $4, $5, $6, $7)`,
      [row.id, row.round, id, drawn.rank, drawn.probability, drawn.selected, this.clock.now()],
    );
    return drawn;
  }

  /** Quarters that are over and whose seed is still closed, oldest first. */
  async finished(tx: EntityManager): Promise<readonly (OpenDraw & { readonly districtId: number })[]> {
    const open: readonly (OpenDraw & { readonly districtId: number })[] = await tx.query(
      `SELECT id, quarter, commitment, district_id AS "districtId" FROM app.draw WHERE revealed_at IS NULL ORDER BY quarter, id`,
    );
    return open.filter(({ quarter }) => endOfQuarter(quarter) <= this.clock.today());
  }

  /** Ids of the cases that the top-up of a finished quarter adds, lowest ranks first; their results are kept. */
  async toppedUp(
    tx: EntityManager,
    finished: OpenDraw & { readonly districtId: number },
  ): Promise<readonly string[]> {
    const settings = await settingsAt(tx, finished.districtId);
    const share = settings['draw.other'];
    // Only the sampled class is topped up, and only what can still be reviewed: a closed case stays as it is.
    const cases: readonly Sampled[] = await tx.query(
      `SELECT c.id, c.number AS "caseNumber", r.round, r.rank, r.selected
       FROM app.draw_result r JOIN app.death_case c ON c.id = r.case_id AND c.round = r.round
       WHERE r.draw_id = $1 AND r.phase = 'seal' AND r.probability < 1
         AND (r.selected OR (c.provisional AND c.state IN ('concluded', 'responding'))) ORDER BY c.id`,
      [finished.id],
    );
    const { added, probability } = topUp(cases, settings['draw.top-up'], share);
    const chosen = cases.filter(({ caseNumber }) => added.includes(caseNumber));
    for (const { id, round, rank } of chosen) {
      await tx.query(
        `INSERT INTO app.draw_result (case_id, round, phase, draw_id, rank, probability, selected, at)
         VALUES ($1, $2, 'top-up', $3, $4, $5, TRUE, $6) ON CONFLICT DO NOTHING`,
        [id, round, finished.id, rank, probability, this.clock.now()],
      );
    }
    return chosen.map(({ id }) => id);
  }

  /** Opens the seed of a finished quarter to everybody. */
  async reveal(tx: EntityManager, finished: OpenDraw & { readonly districtId: number }): Promise<void> {
    const { seed } = await this.withSeed(tx, finished);
    await tx.query('UPDATE app.draw SET revealed_seed = $2, revealed_at = $3 WHERE id = $1', [
      finished.id,
      seed.toString('hex'),
      this.clock.now(),
    ]);
    await this.journal.record(tx, 'system', {
      command: 'reveal',
      subject: 'draw',
      subjectId: finished.id,
      districtId: finished.districtId,
      fields: ['seed'],
    });
  }

  /** A draw with its seed, which stays on the server until the quarter is over. */
  async withSeed(tx: EntityManager, open: OpenDraw): Promise<{ readonly id: string; readonly seed: Buffer }> {
    const [kept]: readonly { readonly seed: Buffer }[] = await tx.query(
      'SELECT seed FROM app.draw_seed WHERE draw_id = $1',
      [open.id],
    );
    if (kept === undefined) throw new Error('a draw has its seed');
    return { id: open.id, seed: kept.seed };
  }

  private async probabilityFor(tx: EntityManager, row: LockedCase): Promise<number> {
    const [subject]: readonly { readonly partner: boolean; readonly fileId: string }[] = await tx.query(
      `SELECT p.partner, f.id AS "fileId" FROM app.place p, app.case_file f
       WHERE p.id = $1 AND f.case_id = $2 AND f.round = $3 ORDER BY f.n DESC LIMIT 1`,
      [row.responsibleId, row.id, row.round],
    );
    if (subject === undefined || row.kind === null) throw new Error('a case is drawn on its frozen file');
    const file = await frozenFile(tx, subject.fileId);
    const { audit } = await sealedRound(tx, row);
    const facts = drawFactsOf(
      { kind: row.kind, partner: subject.partner, ageDays: row.ageDays },
      file.documents,
      audit?.answers ?? {},
    );
    return probabilityOf(facts, await settingsAt(tx, row.districtId));
  }
}

interface Sampled {
  readonly id: string;
  readonly caseNumber: string;
  readonly round: number;
  readonly rank: number;
  readonly selected: boolean;
}

async function findDraw(tx: EntityManager, districtId: number, quarter: string): Promise<OpenDraw | null> {
  const [found]: readonly OpenDraw[] = await tx.query(
    'SELECT id, quarter, commitment FROM app.draw WHERE district_id = $1 AND quarter = $2',
    [districtId, quarter],
  );
  return found ?? null;
}
