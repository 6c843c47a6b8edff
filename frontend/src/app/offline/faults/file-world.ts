import type { AnnouncedFile } from '@domain/cases/attachment.js';
import { pieceLength, piecesIn } from '@domain/cases/attachment.js';
import { base64, fromBase64 } from '../bytes';
import { bytesIn, type FileSender, type FileWire } from '../file-sender';
import type { OutboxCore } from '../outbox-core';
import type { World } from '../outbox-rows';
import type { Asked, Closable, Reply, Row } from '../outbox-row';
import type { Fault } from './model-server';
import { Mortal } from './mortal';

/** Bugs of a server that takes files by pieces. */
export interface UploadBugs {
  readonly attachesHalf?: boolean;
  readonly forgetsWhatIsAttached?: boolean;
  readonly asksForNoEpoch?: boolean;
}

interface Upload {
  readonly file: AnnouncedFile;
  readonly pieces: Readonly<Record<number, string>>;
}

/** Each change is an assignment, so that a restore is one too. */
interface Durable {
  readonly cases: readonly string[];
  readonly uploads: Readonly<Record<string, Upload>>;
  readonly attached: Readonly<Record<string, string>>;
  readonly receipts: Readonly<Record<string, string>>;
}

const says = (status: number, body: object | string, wait = 0): Reply => ({
  status,
  body,
  epoch: null,
  wait,
  at: null,
});
const no = (status: number, code: string): Reply => says(status, { code });

/** A server that takes notifications and pictures by pieces, told in a hundred lines. */
export class UploadServer {
  state: Durable = { cases: [], uploads: {}, attached: {}, receipts: {} };
  epoch = 1;
  isFrozen = false;
  private saved: Durable | null = null;
  private receipts = 0;
  /** Pieces whose arrival the device was told, since the server last forgot something. */
  private readonly told = new Set<string>();
  readonly faults: string[] = [];

  constructor(private readonly bugs: UploadBugs = {}) {}

  backUp(): void {
    this.saved = this.state;
  }

  restore(): void {
    if (this.saved === null) return;
    this.state = this.saved;
    this.epoch += 1;
    this.told.clear();
  }

  expire(): void {
    this.state = { ...this.state, uploads: {} };
    this.told.clear();
  }

  receive(write: Asked, fault: Fault): Reply | null {
    if (fault === 'request lost') return null;
    if (fault === 'busy') return says(503, { code: 'busy' }, 5);
    if (fault === 'too many') return says(429, { code: 'limited' }, 5);
    if (fault === 'broken') return no(500, 'unexpected');
    if (fault === 'stranger') return says(200, 'Bienvenue');
    const isLate = write.epoch !== null && write.epoch !== String(this.epoch);
    if (isLate && this.bugs.asksForNoEpoch !== true) {
      return { ...no(425, 'epoch.other'), epoch: String(this.epoch) };
    }
    if (fault === 'twice') this.handle(write);
    const reply = this.handle(write);
    if (fault === 'answer lost' || fault.startsWith('crash')) return null;
    if (write.method === 'PUT' && reply.status < 300) this.told.add(write.url);
    return reply;
  }

  private handle(write: Closable): Reply {
    const [, first, id = '', last, n] = write.url.split('/');
    if (first === 'sync') {
      const { envelope } = write.body as { envelope: string };
      return this.handle(JSON.parse(new TextDecoder().decode(fromBase64(envelope))) as Closable);
    }
    const known = this.state.receipts[write.key];
    if (known !== undefined && last !== 'uploads') return this.taken(known);
    if (first === 'cases' && last === undefined) return this.notified(write);
    if (last === 'uploads') return this.announced(write, id);
    const upload = this.state.uploads[id];
    if (upload === undefined) return no(404, 'absent');
    if (this.isFrozen) return no(409, 'attachment.frozen');
    return last === 'pieces' ? this.put(write, upload, Number(n)) : this.attach(write, upload);
  }

  private notified(write: Closable): Reply {
    const { id } = write.body as { id: string };
    return this.done(write, { cases: [...this.state.cases, id] });
  }

  private announced(write: Closable, caseId: string): Reply {
    const file = write.body as AnnouncedFile;
    if (!this.state.cases.includes(caseId)) {
      this.faults.push(`a picture of ${caseId} came before its case`);
      return no(404, 'absent');
    }
    const isThere = file.id in this.state.attached && this.bugs.forgetsWhatIsAttached !== true;
    if (isThere) return this.done(write, {}, { missing: [] });
    if (this.isFrozen) return no(409, 'attachment.frozen');
    const pieces = this.state.uploads[file.id]?.pieces ?? {};
    const missing = Array.from({ length: piecesIn(file.size) }, (_, n) => n).filter((n) => !(n in pieces));
    const uploads = { ...this.state.uploads, [file.id]: { file, pieces } };
    return this.done(write, { uploads }, { missing });
  }

  private put(write: Closable, { file, pieces }: Upload, n: number): Reply {
    if (this.told.has(write.url)) this.faults.push(`${write.url} had arrived and was sent again`);
    if (bytesIn(write).length !== pieceLength(file.size, n)) return no(422, 'upload.piece');
    const upload = { file, pieces: { ...pieces, [n]: String(write.body) } };
    return this.done(write, { uploads: { ...this.state.uploads, [file.id]: upload } });
  }

  private attach(write: Closable, { file, pieces }: Upload): Reply {
    const parts = Array.from({ length: piecesIn(file.size) }, (_, n) => pieces[n]);
    if (parts.includes(undefined) && this.bugs.attachesHalf !== true) return no(409, 'upload.incomplete');
    if (file.id in this.state.attached) this.faults.push(`${file.id} is doubled`);
    const others = Object.entries(this.state.uploads).filter(([id]) => id !== file.id);
    const uploads = Object.fromEntries(others);
    return this.done(write, { uploads, attached: { ...this.state.attached, [file.id]: parts.join(' ') } });
  }

  private done(write: Closable, change: Partial<Durable>, more: object = {}): Reply {
    const receipt = `R-${String((this.receipts += 1))}`;
    this.state = { ...this.state, ...change, receipts: { ...this.state.receipts, [write.key]: receipt } };
    return this.taken(receipt, more);
  }

  private taken(receipt: string, more: object = {}): Reply {
    return { ...says(200, { receipt, ...more }), epoch: String(this.epoch) };
  }
}

export type Core = new (world: World) => OutboxCore;
export type Sender = new (wire: FileWire) => FileSender;

/** A phone with its pages. */
export class FilePhone extends Mortal {
  private keys = 0;
  faults: Fault[] = [];
  /** The epoch that a page left open last heard of. */
  heard: string | null = null;
  /** Bytes of pieces that left, whether they arrived or not. */
  sent = 0;

  constructor(
    private readonly server: UploadServer,
    private readonly Core: Core,
    private readonly Sender: Sender,
  ) {
    super();
  }

  open(): OutboxCore {
    const store = this.store();
    const newKey = () => `k${String((this.keys += 1))}`;
    const ask = (write: Asked) => this.ask(write);
    const sender = new this.Sender({ store, ask, newKey, tell: () => undefined });
    const own = async (row: Row): Promise<Reply | null> => {
      if (row.body !== null) return ask(row);
      const sealed = await store.readSealed('outbox', row.key);
      const body = { envelope: base64(sealed ?? new Uint8Array()) };
      return ask({ ...row, method: 'POST', url: '/sync/envelopes', body });
    };
    return new this.Core({
      store,
      post: (row) => sender.send(row, () => own(row)),
      seal: (write) => Promise.resolve(new TextEncoder().encode(JSON.stringify(write))),
      alone: (name, work) => this.alone(name, work),
      now: () => 0,
      newKey,
      author: () => 'writer',
    });
  }

  private async ask(write: Asked): Promise<Reply | null> {
    await this.step();
    if (write.method === 'PUT') this.sent += bytesIn(write).length;
    const reply = this.server.receive(write, this.faults.shift() ?? 'none');
    this.heard = reply?.epoch ?? this.heard;
    await this.step();
    return reply;
  }
}
