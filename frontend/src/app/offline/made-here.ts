import type { Representation } from '@domain/sync/replica.js';
import type { Kept } from '../core/kept';
import type { Change, LocalStore } from './local-store';
import { recordBefore, type Row } from './outbox-row';

/** Beside the drafts: what empties the replica leaves alone what the server does not have. */
const SHELF = 'drafts';
const PAGE = 'page ';

/** A page that this device makes of something that it alone knows, put there in the same moment as the write that will bring it. */
export function madePage({ path, body }: Representation, mine: string, at: number): Change {
  return { shelf: SHELF, key: `${PAGE}${path}`, value: { body, at, mine } satisfies Kept };
}

export function findMade(store: LocalStore, path: string): Promise<Kept | null> {
  return store.read<Kept>(SHELF, `${PAGE}${path}`);
}

/** Every page that was made here, by its path. */
export async function madePages(store: LocalStore): Promise<ReadonlyMap<string, Kept>> {
  const all = [...(await store.readAll<Kept>(SHELF))];
  return new Map(
    all.flatMap(([key, page]) => (key.startsWith(PAGE) ? [[key.slice(PAGE.length), page]] : [])),
  );
}

/** The subjects of what the server has not received, and the records before them. */
export async function unsentSubjects(store: LocalStore): Promise<ReadonlySet<string>> {
  const rows = await store.readAll<Row>('outbox');
  return new Set(
    [...rows.values()]
      .filter(({ state }) => state !== 'received')
      .flatMap((row) => [row.subject, recordBefore(row) ?? row.subject]),
  );
}

/** Takes away what was made of things that the server has had since: it gives their pages itself. */
export async function madeInVain(store: LocalStore, unsent: ReadonlySet<string>): Promise<readonly Change[]> {
  const pages = [...(await madePages(store))];
  return pages.flatMap(([path, { mine = '' }]): readonly Change[] =>
    unsent.has(mine) ? [] : [{ shelf: SHELF, key: `${PAGE}${path}`, removed: true }],
  );
}

/**
 * What this device keeps of a draft, as the server has just merged it: who loses the network before the next pull opens what they wrote. A
 * draft is saved at the address where it is read.
 */
export async function afterSaving(
  store: LocalStore,
  path: string,
  saved: unknown,
): Promise<readonly Change[]> {
  const { answers, version } = (saved ?? {}) as { readonly answers?: unknown; readonly version?: unknown };
  if (answers === undefined) return [];
  const shelves = [
    { shelf: 'replica', key: path },
    { shelf: SHELF, key: `${PAGE}${path}` },
  ] as const;
  const found = await Promise.all(
    shelves.map(async (place) => ({ place, kept: await store.read<Kept>(place.shelf, place.key) })),
  );
  return found.flatMap(({ place, kept }): readonly Change[] =>
    kept === null
      ? []
      : [{ ...place, value: { ...kept, body: { ...(kept.body as object), answers, version } } }],
  );
}
