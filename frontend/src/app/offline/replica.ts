import { mayKeep } from '@domain/accounts/device.js';
import type { ReplicaDelta } from '@domain/sync/replica.js';
import type { Kept } from '../core/kept';
import { keptSession } from './kept-session';
import type { Change, LocalStore } from './local-store';
import { findMade, madeInVain, unsentSubjects } from './made-here';
import type { TakenStore } from './personal-store';

/** Beside the paths, which begin with a slash: whatever empties the shelf takes the cursor with it. */
const STATE = 'state';

interface State {
  readonly cursor: string;
  /** When everything was last compared; `null` while the first pull is under way. */
  readonly at: number | null;
}

/** What the replica needs from the world. */
export interface Source {
  readonly take: () => Promise<TakenStore>;
  /** `POST /sync` for this person and nobody else; throws when there is no answer. */
  readonly ask: (
    question: { readonly cursor?: string; readonly lasting: boolean },
    person: string | null,
  ) => Promise<ReplicaDelta>;
  readonly now: () => number;
}

/** The answers that one person's pages may need, kept on their device and brought up to date by small differences. */
export class Replica {
  private running: Promise<void> | null = null;

  constructor(private readonly source: Source) {}

  async find(path: string): Promise<Kept | null> {
    const { store } = await this.source.take();
    const [kept, state, made] = await Promise.all([
      store.read<Kept>('replica', path),
      store.read<State>('replica', STATE),
      findMade(store, path),
    ]);
    return kept === null ? made : { body: kept.body, at: Math.max(kept.at, state?.at ?? 0) };
  }

  /** When everything was last compared; `null` while not everything has come yet. */
  async wholeSince(): Promise<number | null> {
    const { store } = await this.source.take();
    return (await store.read<State>('replica', STATE))?.at ?? null;
  }

  /**
   * Fetches what has changed, and tells `came` how much so far. One pull at a time; what arrived stays when the network breaks off.
   */
  pull(came: (answers: number) => void = () => undefined): Promise<void> {
    this.running ??= this.pullAll(came).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** What comes for one person goes into the store that was theirs when it was asked for, or nowhere. */
  private async pullAll(came: (answers: number) => void): Promise<void> {
    const { store, person, lasting, isOpen } = await this.source.take();
    if (lasting && !(await isForKeeping(store))) return;
    let state = await store.read<State>('replica', STATE);
    const unsent = await unsentSubjects(store);
    let answers = 0;
    for (let more = true; more;) {
      const at = this.source.now();
      const question = state === null ? { lasting } : { lasting, cursor: state.cursor };
      const delta: ReplicaDelta = await this.source.ask(question, person);
      if (!isOpen()) return;
      state = { cursor: delta.cursor, at: delta.more ? (state?.at ?? null) : at };
      await store.write([
        ...(await takenAway(store, delta)),
        ...delta.changed.map(({ path, body }): Change => ({
          shelf: 'replica',
          key: path,
          value: { body, at } satisfies Kept,
        })),
        { shelf: 'replica', key: STATE, value: state },
        ...(delta.more ? [] : await madeInVain(store, unsent)),
      ]);
      answers += delta.changed.length;
      came(answers);
      more = delta.more;
    }
  }
}

/** Roles may have changed since the device was registered: the store says what its person is. */
async function isForKeeping(store: LocalStore): Promise<boolean> {
  const view = await keptSession(store);
  return view !== null && mayKeep(view.memberships.map(({ role }) => role));
}

async function takenAway(store: LocalStore, { whole, gone }: ReplicaDelta): Promise<readonly Change[]> {
  const paths = whole ? [...(await store.readAll('replica')).keys()] : gone;
  return paths.map((key): Change => ({ shelf: 'replica', key, removed: true }));
}
