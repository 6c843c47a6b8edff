import type { AwaitedPieces } from '@domain/cases/attachment.js';
import { piecesIn } from '@domain/cases/attachment.js';
import { isTaken } from './answers';
import { base64, fromBase64 } from './bytes';
import { errandsOf, pieceUrl } from './file-shelf';
import type { LocalStore } from './local-store';
import type { Asked, Closable, Reply, Row } from './outbox-row';

/** What the sender of files needs of the world. */
export interface FileWire {
  readonly store: LocalStore;
  /** One request, and nothing more; `isBytes`: its body is the base64 of what is sent. `null` when no answer came. */
  readonly ask: (write: Asked) => Promise<Reply | null>;
  readonly newKey: () => string;
  /** How much of a row's file the server has. */
  readonly tell: (key: string, share: number) => void;
}

/**
 * Sends the file of a row: asks the server which pieces it has not, sends those, and then the row. Nothing of where it stopped is kept
 * here, so nothing of it can be wrong: it goes on after a lost network, a killed browser or another server.
 */
export class FileSender {
  constructor(protected readonly wire: FileWire) {}

  /** The answer to the row itself, or the one that stopped it; `null` when it is to be tried again. */
  async send(row: Row, end: () => Promise<Reply | null>): Promise<Reply | null> {
    const { author, epoch, file } = row;
    if (file === undefined) return end();
    const asked = await this.wire.ask({
      author,
      epoch,
      key: this.wire.newKey(),
      method: 'POST',
      ifMatch: null,
      ...file.announce,
    });
    const missing = missingIn(asked);
    if (missing === null) return unlessTaken(asked);
    const count = piecesIn(file.size);
    let left = missing.length;
    for (const n of missing) {
      this.wire.tell(row.key, 1 - left / count);
      const reply = await this.piece(row, n);
      if (!isTaken(reply)) return isIncomplete(reply) ? null : reply;
      left -= 1;
    }
    this.wire.tell(row.key, 1);
    const reply = await end();
    return isIncomplete(reply) ? null : reply;
  }

  /** What was received and may be lost is left as an envelope only. */
  private async piece({ author, epoch, file }: Row, n: number): Promise<Reply | null> {
    const name = file && errandsOf(file).find((errand) => errand.n === n)?.key;
    if (file === undefined || name === undefined) return null;
    const common = { author, epoch, key: this.wire.newKey(), ifMatch: null };
    const body = await this.wire.store.read<string>('files', name);
    if (body !== null) {
      return this.wire.ask({ ...common, method: 'PUT', url: pieceUrl(file.id, n), body, isBytes: true });
    }
    const sealed = await this.wire.store.readSealed('files', name);
    return (
      sealed &&
      this.wire.ask({ ...common, method: 'POST', url: '/sync/envelopes', body: { envelope: base64(sealed) } })
    );
  }
}

/** The bytes of a closable write. */
export function bytesIn({ body }: Closable): Uint8Array<ArrayBuffer> {
  return fromBase64(String(body));
}

/** Only a receipt of the row itself says that the row was received. */
function unlessTaken(reply: Reply | null): Reply | null {
  return isTaken(reply) ? null : reply;
}

function missingIn(reply: Reply | null): readonly number[] | null {
  const { missing } = (reply?.body ?? {}) as Partial<AwaitedPieces>;
  return isTaken(reply) && Array.isArray(missing) ? missing : null;
}

/** The server forgot a piece meanwhile: no refusal, it is asked for at the next try. */
function isIncomplete(reply: Reply | null): boolean {
  const { code } = (reply?.body ?? {}) as { code?: unknown };
  return code === 'upload.incomplete' || (reply?.status === 404 && code === 'absent');
}
