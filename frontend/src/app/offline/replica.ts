import type { ReplicaDelta } from '@domain/sync/replica.js';
import type { Kept } from '../core/kept';
import type { Change, LocalStore } from './local-store';

const STATE = 'replica';

interface State {
  readonly cursor: string;
  /** When everything was last compared; `null` while the first pull is under way. */
  readonly at: number | null;
}

/** What the replica needs from the world. */
export interface Source {
  /** `POST /sync`; throws when there is no answer. */
  readonly ask: (cursor: string | null) => Promise<ReplicaDelta>;
  readonly now: () => number;
}

/** The answers that one person's pages may need, kept on their device and brought up to date by small differences. */
export class Replica {
  private running: Promise<void> | null = null;

  constructor(
    private readonly store: LocalStore,
    private readonly source: Source,
  ) {}

  async find(path: string): Promise<Kept | null> {
    const [kept, state] = await Promise.all([
      this.store.read<Kept>('replica', path),
      this.store.read<State>('meta', STATE),
    ]);
    return kept === null ? null : { body: kept.body, at: Math.max(kept.at, state?.at ?? 0) };
  }

  /** Fetches what has changed. One pull at a time; what arrived stays when the network breaks off. */
  pull(): Promise<void> {
    this.running ??= this.pullAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async pullAll(): Promise<void> {
    let state = await this.store.read<State>('meta', STATE);
    for (let more = true; more;) {
      const at = this.source.now();
      const delta: ReplicaDelta = await this.source.ask(state?.cursor ?? null);
      state = { cursor: delta.cursor, at: delta.more ? (state?.at ?? null) : at };
      await this.store.write([
        ...(await this.takenAway(delta)),
        ...delta.changed.map(({ path, body }): Change => ({
          shelf: 'replica',
          key: path,
          value: { body, at } satisfies Kept,
        })),
        { shelf: 'meta', key: STATE, value: state },
      ]);
      more = delta.more;
    }
  }

  private async takenAway({ whole, gone }: ReplicaDelta): Promise<readonly Change[]> {
    const paths = whole ? [...(await this.store.readAll('replica')).keys()] : gone;
    return paths.map((key): Change => ({ shelf: 'replica', key, removed: true }));
  }
}
