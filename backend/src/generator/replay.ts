import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { Problem } from '../domain/problem.js';
import type { SetClock } from '../platform/clock.js';
import type { DrawnNumber } from './draws.js';
import type { ToldLife } from './life.js';
import { Player } from './player.js';
import { differences, portraitOf } from './portrait.js';

/** A written life and a number for its twin, drawn alike. */
export interface Kept {
  readonly told: ToldLife;
  readonly number: DrawnNumber;
}

/** Keeps some lives of many, spread evenly over all of them. Nobody rests in `audited` through the commands: the draw follows at once. */
export class Sample {
  readonly kept: Kept[] = [];
  private seen = 0;

  constructor(
    private readonly wanted: number,
    private readonly outOf: number,
  ) {}

  offer(told: ToldLife, twin: () => DrawnNumber): void {
    this.seen += 1;
    const due = Math.ceil((this.seen * this.wanted) / this.outOf);
    if (this.kept.length >= Math.min(due, this.wanted) || told.state === 'audited') return;
    this.kept.push({ told, number: twin() });
  }
}

/**
 * Plays kept lives through the commands of the product and compares what these wrote with what was loaded. Gives the lives that
 * differ, with the parts in which they do; the played cases stay as further cases.
 */
export async function replay(
  app: INestApplicationContext,
  clock: SetClock,
  ownerUrl: string,
  kept: readonly Kept[],
  onProgress?: (done: number) => void,
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const different: string[] = [];
  try {
    for (const [n, { told, number }] of kept.entries()) {
      const player = new Player(app, clock, told, number, await keptNumber(client, told));
      const found = await compared(client, told, player);
      if (found.length > 0)
        different.push(`${told.script.drawn.number} (${told.state}): ${found.join('\n')}`);
      onProgress?.(n + 1);
    }
  } finally {
    await client.end();
  }
  return different;
}

async function compared(client: pg.Client, told: ToldLife, player: Player): Promise<readonly string[]> {
  try {
    const written = await portraitOf(client, told.script.id);
    return differences(written, await portraitOf(client, await player.play()));
  } catch (error) {
    if (error instanceof Problem) return [`refused: ${error.code} ${JSON.stringify(error.details)}`];
    return [`failed: ${error instanceof Error ? String(error.stack) : String(error)}`];
  }
}

/** The number of the case that a duplicate repeats. */
async function keptNumber(client: pg.Client, { script }: ToldLife): Promise<string | null> {
  const { rows } = await client.query<{ number: string }>(
    'SELECT k.number FROM app.death_case c JOIN app.death_case k ON k.id = c.duplicate_of WHERE c.id = $1',
    [script.id],
  );
  return rows[0]?.number ?? null;
}
