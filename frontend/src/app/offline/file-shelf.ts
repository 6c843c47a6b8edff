import { PIECE_BYTES, piecesIn } from '@domain/cases/attachment.js';
import { base64 } from './bytes';
import type { Change, LocalStore } from './local-store';
import { turnOf, type Closable, type FileAhead, type Row } from './outbox-row';

/** What lies on the shelf needs of the world. */
interface Around {
  readonly store: LocalStore;
  readonly seal: (write: Closable) => Promise<Uint8Array | null>;
  readonly newKey: () => string;
}

const shelf = 'files';

/** Every request that goes ahead of a row, in its order. `n` is `null` for the announcement. */
export function errandsOf({ id, size }: FileAhead): readonly { readonly key: string; n: number | null }[] {
  const pieces = Array.from({ length: piecesIn(size) }, (_, n) => ({
    key: `${id}/${String(n).padStart(4, '0')}`,
    n,
  }));
  // Before the pieces by its name as well.
  return [{ key: `${id}/`, n: null }, ...pieces];
}

export function pieceUrl(id: string, n: number): string {
  return `/uploads/${id}/pieces/${String(n)}`;
}

/** The files of rows, piece by piece: each encrypted like the row, and closed to the server beside it. */
export class FileShelf {
  constructor(private readonly around: Around) {}

  /** Written in the same moment as the row. */
  async laid(row: Row, bytes: Uint8Array): Promise<readonly Change[]> {
    return Promise.all(
      errandsIn(row).map(async ({ key, n }) => {
        const value = n === null ? null : base64(bytes.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES));
        return this.put(row, key, n, value);
      }),
    );
  }

  /** What could not be closed when it was laid down, for want of the server's key. */
  async closed(row: Row): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for (const { key, n } of errandsIn(row)) {
      if ((await this.around.store.readSealed(shelf, key)) !== null) continue;
      const value = await this.around.store.read<string>(shelf, key);
      if (n !== null && value === null) continue;
      const change = await this.put(row, key, n, value);
      if ('sealed' in change) changes.push(change);
    }
    return changes;
  }

  /** The server has it: nothing readable stays here. */
  async emptied(row: Row): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for (const { key } of errandsIn(row)) {
      const sealed = await this.around.store.readSealed(shelf, key);
      if (sealed !== null) changes.push({ shelf, key, value: null, sealed, turn: null });
    }
    return changes;
  }

  /** From the memory of a page into the store that its writer has opened. */
  async moved(row: Row, from: LocalStore): Promise<readonly Change[]> {
    return Promise.all(
      errandsIn(row).map(async ({ key, n }) => this.put(row, key, n, await from.read<string>(shelf, key))),
    );
  }

  removed(row: Row): readonly Change[] {
    return errandsIn(row).map(({ key }) => ({ shelf, key, removed: true }));
  }

  private async put(row: Row, key: string, n: number | null, value: string | null): Promise<Change> {
    const { author, file } = row;
    if (file === undefined) throw new Error('a row without a file');
    const common = { author, key: this.around.newKey(), ifMatch: null };
    const sealed = await this.around.seal(
      n === null
        ? { ...common, method: 'POST', ...file.announce }
        : { ...common, method: 'PUT', url: pieceUrl(file.id, n), body: value, isBytes: true },
    );
    return sealed === null ? { shelf, key, value } : { shelf, key, value, sealed, ...turnOf(row, key) };
  }
}

function errandsIn({ file }: Row): ReturnType<typeof errandsOf> {
  return file === undefined ? [] : errandsOf(file);
}
