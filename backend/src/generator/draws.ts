import { createHash } from 'node:crypto';
import type pg from 'pg';
import { draw, endOfQuarter, probabilityOf, quarterOf, type Drawn } from '../domain/audits/draw.js';
import { generateCaseNumber } from '../domain/cases/case-number.js';
import type { Settings } from '../domain/settings.js';
import { contextsOf } from './clinical/stories.js';
import { drawFactsOf } from '../audits/draw-facts.js';
import { hmac } from '../audits/lots.js';
import type { Story } from './clinical/story.js';
import { Seeded } from './seeded.js';

export interface MadeDraw {
  readonly id: string;
  readonly districtId: number;
  readonly quarter: string;
  readonly seed: Buffer;
}

/** A case's number with what the draw of its district and quarter decides of it. */
export interface DrawnNumber extends Drawn {
  readonly number: string;
  readonly drawId: string;
}

const TRIES = 400;

/** The draws of every district and quarter that a case was sealed in. Seeds come from the generator's own, ranks from the real draw. */
export class Draws {
  private readonly made = new Map<string, MadeDraw>();
  private unwritten: MadeDraw[] = [];
  private readonly taken = new Set<string>();

  constructor(
    private readonly random: Seeded,
    private readonly settings: Settings,
  ) {}

  /** Whether a case of this story can be drawn out at all, or must be selected. */
  probabilityOf(story: Story, partner: boolean): number {
    const facts = drawFactsOf(
      { kind: story.kind, partner, ageDays: null },
      contextsOf(story).file.documents,
      story.opinion,
    );
    return probabilityOf(facts, this.settings);
  }

  /** A number nobody has, drawn as wanted; `null` takes it as it comes. */
  number(districtId: number, sealedOn: string, probability: number, selected: boolean | null): DrawnNumber {
    return this.drawnAs(this.random, this.of(districtId, quarterOf(sealedOn)), probability, selected);
  }

  private drawnAs(
    random: Seeded,
    { id, seed }: MadeDraw,
    probability: number,
    selected: boolean | null,
  ): DrawnNumber {
    for (let n = 0; n < TRIES; n += 1) {
      const number = generateCaseNumber(random.bytes(8));
      const drawn = draw(number, probability, seed, hmac);
      if (this.taken.has(number) || (selected !== null && drawn.selected !== selected)) continue;
      this.taken.add(number);
      return { ...drawn, number, drawId: id };
    }
    throw new Error('no number was drawn as wanted');
  }

  /** Another number on which the same draw decides the same; its randomness is apart, so that the lives stay as they are. */
  twin(drawn: DrawnNumber): DrawnNumber {
    const made = [...this.made.values()].find(({ id }) => id === drawn.drawId);
    if (made === undefined) throw new Error('a drawn number has its draw');
    const apart = new Seeded(Number.parseInt(drawn.drawId.slice(0, 8), 16) + this.taken.size);
    return this.drawnAs(apart, made, drawn.probability, drawn.selected);
  }

  /** The draws made since the last time. */
  take(): readonly MadeDraw[] {
    const draws = this.unwritten;
    this.unwritten = [];
    return draws;
  }

  private of(districtId: number, quarter: string): MadeDraw {
    const key = `${districtId} ${quarter}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const made = { id: this.random.uuid(), districtId, quarter, seed: Buffer.from(this.random.bytes(32)) };
    this.made.set(key, made);
    this.unwritten.push(made);
    return made;
  }
}

function startOfQuarter(quarter: string): string {
  const month = String(Number(quarter.slice(6)) * 3 - 2).padStart(2, '0');
  return `${quarter.slice(0, 4)}-${month}-01`;
}

/** A quarter that is over is revealed; nothing was left to top up, since every case it left out was closed before its end. */
export async function writeDraws(
  client: pg.Client,
  draws: readonly MadeDraw[],
  today: string,
): Promise<void> {
  const over = draws.map(({ quarter }) => endOfQuarter(quarter) <= today);
  await client.query(
    `INSERT INTO app.draw (id, district_id, quarter, commitment, made_at, revealed_seed, revealed_at)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::timestamptz[])`,
    [
      draws.map(({ id }) => id),
      draws.map(({ districtId }) => districtId),
      draws.map(({ quarter }) => quarter),
      draws.map(({ seed }) => createHash('sha256').update(seed).digest('hex')),
      draws.map(({ quarter }) => startOfQuarter(quarter)),
      draws.map(({ seed }, n) => (over[n] === true ? seed.toString('hex') : null)),
      draws.map(({ quarter }, n) => (over[n] === true ? endOfQuarter(quarter) : null)),
    ],
  );
  await client.query(
    'INSERT INTO app.draw_seed (draw_id, seed) SELECT * FROM unnest($1::uuid[], $2::bytea[])',
    [draws.map(({ id }) => id), draws.map(({ seed }) => seed)],
  );
}
