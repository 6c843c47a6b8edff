import pg from 'pg';

/** A plan takes about 100 kB of the database's memory. */
export const MOST_TEXTS = 150;
/** PostgreSQL's word for a plan whose columns have changed their type since. */
const OUTLIVED = '0A000';

interface Known {
  parsedStatements: Record<string, string>;
}

/**
 * A connection that has each text with parameters planned once and from then on sends values alone: under row security planning costs
 * more than most answers. Whose rows they are is no part of a plan, policies read it when they run. [decision 29]
 */
export class PlannedOnce extends pg.Client {
  private readonly names = new Map<string, string>();
  private given = 0;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // Cut between two questions it tells nobody of: the next question fails, and the server goes on.
    this.on('error', () => undefined);
  }

  /** What TypeORM hands over is text and values; anything else goes on as it came. */
  override query(...asked: unknown[]): never {
    const [text, values] = asked;
    const isPlain = asked.length === 2 && typeof text === 'string' && Array.isArray(values);
    if (!isPlain || values.length === 0) return super.query(...(asked as [string])) as unknown as never;
    const answer = super.query({ name: this.nameOf(text), text, values: values as unknown[] });
    answer.catch((error: unknown) => {
      if ((error as { code?: unknown }).code === OUTLIVED) this.names.clear();
    });
    return answer as never;
  }

  private nameOf(text: string): string {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    if (this.names.size === MOST_TEXTS) this.forget();
    this.given += 1;
    const name = `text_${String(this.given)}`;
    this.names.set(text, name);
    return name;
  }

  /**
   * A name is never given twice: where nothing can be dropped, in a failed transaction, the plans stay until the next time. What was
   * asked before and still waits runs on its plan first, so the driver forgets only when the database has.
   */
  private forget(): void {
    this.names.clear();
    super.query('DEALLOCATE ALL').then(
      () => {
        (this.connection as unknown as Known).parsedStatements = {};
      },
      () => undefined,
    );
  }
}
