import { base64 } from './bytes';
import { errandsOf } from './file-shelf';
import type { LocalStore } from './local-store';
import type { Reply, Row } from './outbox-row';
import { readJson } from './reply';

const FORMAT = 'denba outbox 1';

/** What became of a rescue file; not whole when the network broke on the way. */
export interface Brought {
  readonly received: number;
  readonly refused: number;
  readonly isWhole: boolean;
}

/** What a rescue needs of the device. */
export interface RescueAround {
  readonly store: LocalStore;
  readonly rows: () => Promise<readonly Row[]>;
  readonly request: (method: string, url: string, body: unknown) => Promise<Reply | null>;
}

/** The last way out of what cannot leave: a file that only the server opens, and only for its author. */
export class Rescue {
  constructor(private readonly around: RescueAround) {}

  /**
   * Everything that has not been received, closed; `null` while something could not be closed, for want of the server's key. `sizes`:
   * how many envelopes each row has, with the pieces that go ahead of it.
   */
  async file(): Promise<string | null> {
    const envelopes: string[] = [];
    const sizes: number[] = [];
    for (const row of await this.around.rows()) {
      if (row.state === 'received') continue;
      const own = await this.envelopesOf(row);
      if (own === null) return null;
      envelopes.push(...own);
      sizes.push(own.length);
    }
    return JSON.stringify({ format: FORMAT, envelopes, sizes });
  }

  /** Sends a rescue file, one envelope after the other, until the network breaks; `null` when it is none. */
  async bring(file: string): Promise<Brought | null> {
    const rows = rowsIn(file);
    if (rows === null) return null;
    const brought = { received: 0, refused: 0, isWhole: true };
    for (const envelopes of rows) {
      let isTaken = true;
      for (const envelope of envelopes) {
        const reply = await this.around.request('POST', '/sync/envelopes', { envelope });
        if (reply === null || reply.status >= 500 || [401, 408, 425, 429].includes(reply.status)) {
          return { ...brought, isWhole: false };
        }
        isTaken = reply.status < 300;
      }
      brought[isTaken ? 'received' : 'refused'] += 1;
    }
    return brought;
  }

  private async envelopesOf({ key, file }: Row): Promise<readonly string[] | null> {
    const names = [
      ...(file === undefined ? [] : errandsOf(file)).map((errand) => ['files', errand.key] as const),
      ['outbox', key] as const,
    ];
    const envelopes: string[] = [];
    for (const [shelf, name] of names) {
      const sealed = await this.around.store.readSealed(shelf, name);
      if (sealed === null) return null;
      envelopes.push(base64(sealed));
    }
    return envelopes;
  }
}

/** The envelopes of each row, the row's own last; an older file has one for each. */
function rowsIn(file: string): readonly (readonly string[])[] | null {
  const found = readJson(file) as { format?: unknown; envelopes?: unknown; sizes?: unknown } | null;
  if (found?.format !== FORMAT || !Array.isArray(found.envelopes)) return null;
  const left = found.envelopes.filter((one) => typeof one === 'string');
  const sizes = Array.isArray(found.sizes) ? (found.sizes as unknown[]) : [];
  const rows: (readonly string[])[] = [];
  for (let n = 0; left.length > 0; n += 1) {
    const size = sizes[n];
    rows.push(left.splice(0, typeof size === 'number' && size >= 1 ? Math.floor(size) : 1));
  }
  return rows;
}
