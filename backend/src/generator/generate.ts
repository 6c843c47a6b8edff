import { setImmediate as breathe } from 'node:timers/promises';
import pg from 'pg';
import { settingsFrom } from '../domain/settings.js';
import { Secrets } from '../platform/security/secrets.js';
import { writePage, type Page } from './copy-sheets.js';
import { Draws, writeDraws, type DrawnNumber, type MadeDraw } from './draws.js';
import { settle, type District } from './land.js';
import { LifeWriter, type ToldLife } from './life.js';
import { Pen } from './pen.js';
import { batchesOf, markPublished } from './publication.js';
import { Roster } from './roster.js';
import { scriptOf } from './script.js';
import { Seeded } from './seeded.js';
import { newSheets, takeAll } from './sheets.js';

export interface Order {
  readonly cases: number;
  readonly seed: number;
  /** The moment at which every life has come to rest. */
  readonly now: Date;
  readonly ownerUrl: string;
  readonly masterKey: Buffer;
  readonly onProgress?: (done: number) => void;
  /** Hears of every life, to keep some of them to be played through the commands. */
  readonly onLife?: (told: ToldLife, twin: () => DrawnNumber) => void;
}

export interface Generated {
  readonly cases: number;
  readonly rows: number;
  readonly seconds: number;
  readonly states: Readonly<Record<string, number>>;
}

/** Between two looks at the connection, so that the database works while the next lives are made. */
const LIVES_AT_ONCE = 10;

/**
 * Fills a database with invented districts, people and deaths in every state. Every step of every life is decided by the machine it
 * belongs to; an illegal one stops the whole, and nothing is kept. Rows are written with COPY, in one transaction, under the owner.
 */
export async function generate(order: Order): Promise<Generated> {
  const client = new pg.Client({ connectionString: order.ownerUrl });
  await client.connect();
  const started = performance.now();
  const counts = new Counts();
  try {
    await client.query('BEGIN');
    // A frozen draft is written after its case: the trigger that refuses it guards people, not the generator.
    await client.query('ALTER TABLE app.case_draft DISABLE TRIGGER case_draft_frozen');
    await fill(client, order, counts);
    await client.query('ALTER TABLE app.case_draft ENABLE TRIGGER case_draft_frozen');
    await client.query('COMMIT');
    await client.query('ANALYZE');
    const seconds = (performance.now() - started) / 1000;
    return { cases: counts.lives, rows: counts.rows, states: Object.fromEntries(counts.states), seconds };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

class Counts {
  lives = 0;
  rows = 0;
  readonly states = new Map<string, number>();

  add(state: string): void {
    this.lives += 1;
    this.states.set(state, (this.states.get(state) ?? 0) + 1);
  }
}

/** The database writes one district while the next one is being made; never two are waiting. */
async function fill(client: pg.Client, order: Order, counts: Counts): Promise<void> {
  const districts = await settle(client, order.seed, order.cases);
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const told of districtsTold(order, districts, counts)) {
      await writing;
      writing = written(client, told);
    }
  } finally {
    // Also after an error: the connection must be free before the transaction is given up.
    await writing;
  }
}

/** Everything of one district, ready to be written. */
interface ToldDistrict {
  readonly made: readonly MadeDraw[];
  readonly pages: readonly Page[];
  readonly published: ReadonlyMap<string, string>;
  readonly today: string;
}

async function* districtsTold(
  order: Order,
  districts: readonly District[],
  counts: Counts,
): AsyncGenerator<ToldDistrict> {
  const settings = settingsFrom();
  const random = new Seeded(order.seed);
  const means = { draws: new Draws(random, settings), roster: new Roster(settings), settings };
  const sheets = newSheets();
  const pen = new Pen(sheets, settings, new Secrets(order.masterKey), random);
  const now = Math.floor(order.now.getTime() / 60_000);
  const today = order.now.toISOString().slice(0, 10);
  for (const [n, district] of districts.entries()) {
    const until = Math.round(((n + 1) * order.cases) / districts.length);
    const writer = new LifeWriter(pen, now);
    while (counts.lives < until) {
      const script = scriptOf(random, means, district, now);
      const told = writer.write(script);
      counts.add(told.state);
      order.onLife?.(told, () => means.draws.twin(script.drawn));
      if (counts.lives % LIVES_AT_ONCE === 0) await breathe();
    }
    const published = batchesOf(writer.waiting, today, settings['asaco.batch']);
    for (const { recommendation, tasks } of writer.waiting) {
      tasks.recommendation(recommendation, published.has(recommendation.id));
    }
    const pages = takeAll(sheets);
    counts.rows += pages.reduce((sum, { lines }) => sum + lines.length, 0);
    order.onProgress?.(counts.lives);
    yield { made: means.draws.take(), pages, published, today };
  }
}

async function written(client: pg.Client, { made, pages, published, today }: ToldDistrict): Promise<void> {
  await writeDraws(client, made, today);
  for (const page of pages) await writePage(client, page);
  await markPublished(client, published);
}
