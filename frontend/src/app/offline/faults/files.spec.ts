import { PIECE_BYTES, piecesIn } from '@domain/cases/attachment.js';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { base64 } from '../bytes';
import { FileSender } from '../file-sender';
import type { LastingWrite } from '../kinds';
import type { Change } from '../local-store';
import { OutboxCore, type Told } from '../outbox-core';
import type { Reply, Row } from '../outbox-row';
import { FilePhone, UploadServer, type Core, type Sender, type UploadBugs } from './file-world';
import { Died } from './mortal';
import type { Fault } from './model-server';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

const RUNS = Number(process.env['DENBA_SCHEDULES'] ?? '150');
const SEED = 20261127;
/** Enough for the rarest of the planted bugs. */
const ENOUGH = 1500;
const ROUNDS = 40;
const SIZES = [10, PIECE_BYTES + 1, 2 * PIECE_BYTES] as const;

type Act =
  | { readonly act: 'picture'; readonly of: string; readonly size: number; readonly fuse: number | null }
  | { readonly act: 'notify'; readonly of: string }
  | {
      readonly act: 'send';
      readonly lanes: 'writes' | 'files' | 'both';
      /** The page was open before: it asks the server nothing before it sends. */
      readonly stays: boolean;
      readonly faults: readonly Fault[];
      readonly fuse: number | null;
    }
  | { readonly act: 'expire' | 'back up' | 'restore' | 'freeze' | 'thaw' | 'resume' };

const of = fc.constantFrom('a', 'b');
const fuse = fc.option(fc.nat(40), { freq: 2 });
const faults = fc.array(
  fc.constantFrom<Fault>(
    'none',
    'none',
    'request lost',
    'answer lost',
    'twice',
    'busy',
    'broken',
    'stranger',
  ),
  { maxLength: 8 },
);
const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('picture' as const),
      of,
      size: fc.constantFrom(...SIZES),
      fuse,
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('notify' as const), of }) },
  {
    weight: 8,
    arbitrary: fc.record({
      act: fc.constant('send' as const),
      lanes: fc.constantFrom('writes' as const, 'files' as const, 'both' as const),
      stays: fc.boolean(),
      faults,
      fuse,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom(
        'expire' as const,
        'back up' as const,
        'restore' as const,
        'freeze' as const,
        'thaw' as const,
        'resume' as const,
      ),
    }),
  },
);
const schedules = fc.array(acts, { minLength: 3, maxLength: 16, size: 'max' });

interface Mutant {
  readonly server?: UploadBugs;
  readonly core?: Core;
  readonly sender?: Sender;
}

/** Plays one schedule, heals everything, and tells what is wrong then. */
class Story {
  private readonly server: UploadServer;
  private readonly phone: FilePhone;
  private readonly promised = new Map<string, Uint8Array>();
  private readonly notified = new Set<string>();
  private n = 0;

  constructor({ server = {}, core = OutboxCore, sender = FileSender }: Mutant) {
    this.server = new UploadServer(server);
    this.phone = new FilePhone(this.server, core, sender);
  }

  async happen(act: Act): Promise<void> {
    switch (act.act) {
      case 'picture':
        return this.take(act.of, act.size, act.fuse);
      case 'notify':
        return this.notify(act.of);
      case 'send':
        return this.send(act);
      case 'expire':
        this.server.expire();
        return;
      case 'back up':
        this.server.backUp();
        return;
      case 'restore':
        this.server.restore();
        return;
      case 'freeze':
      case 'thaw':
        this.server.isFrozen = act.act === 'freeze';
        return;
      case 'resume':
        await this.resume();
    }
  }

  async faults(): Promise<readonly string[]> {
    this.server.isFrozen = false;
    for (let round = 0; round < ROUNDS; round += 1) {
      await this.resume();
      await this.send({ lanes: 'both', stays: false, faults: [], fuse: null });
      if ((await this.phone.open().rows()).every(({ state }) => state === 'received')) break;
    }
    const faults = [...this.server.faults];
    for (const { key, state } of await this.phone.open().rows()) {
      if (state !== 'received') faults.push(`${key} never leaves`);
    }
    for (const [id, bytes] of this.promised) {
      const kept = this.server.state.attached[id];
      if (kept === undefined) faults.push(`${id} is lost`);
      else if (kept !== piecesOf(bytes).join(' ')) faults.push(`${id} is damaged`);
    }
    for (const [name, piece] of await this.phone.disk.readAll('files')) {
      if (piece !== null) faults.push(`${name} of a received picture can be read here`);
    }
    return faults;
  }

  private async take(caseId: string, size: number, fuse: number | null): Promise<void> {
    await this.notify(caseId);
    const id = `${caseId}${String((this.n += 1))}`;
    const bytes = new Uint8Array(size).fill(this.n);
    const write = pictureOf(caseId, id, bytes);
    if (await this.attempt(fuse, () => this.phone.open().keep(write))) this.promised.set(id, bytes);
    // The page died before it could say so: it may be kept or not, and never half.
    else if ((await this.phone.open().rows()).some(({ file }) => file?.id === id))
      this.promised.set(id, bytes);
  }

  private async notify(id: string): Promise<void> {
    if (this.notified.has(id)) return;
    this.notified.add(id);
    const write = { kind: 'notification', method: 'POST', url: '/cases', subject: id, body: { id } } as const;
    await this.phone.open().keep(write);
  }

  private async send({
    lanes,
    stays,
    faults: broken,
    fuse,
  }: Omit<Extract<Act, { act: 'send' }>, 'act'>): Promise<void> {
    this.phone.faults = [...broken];
    await this.attempt(fuse, async () => {
      const core = this.phone.open();
      if (!stays) await core.meetEpoch(String(this.server.epoch));
      const passes = [
        ...(lanes === 'files' ? [] : [core.send()]),
        ...(lanes === 'writes' ? [] : [core.sendFiles()]),
      ];
      const failed = (await Promise.allSettled(passes)).find((end) => end.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
      if (this.phone.heard !== null) await core.meetEpoch(this.phone.heard);
    });
    this.phone.faults = [];
  }

  private async resume(): Promise<void> {
    for (const { key, state } of await this.phone.open().rows()) {
      if (state === 'refused') await this.phone.open().resume(key);
    }
  }

  private async attempt(fuse: number | null, work: () => Promise<unknown>): Promise<boolean> {
    this.phone.fuse = fuse ?? Number.POSITIVE_INFINITY;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      return false;
    } finally {
      this.phone.crash();
    }
  }
}

function pictureOf(caseId: string, id: string, bytes: Uint8Array): LastingWrite {
  const size = bytes.length;
  const announce = { url: `/cases/${caseId}/uploads`, body: { id, kind: 'other', size, sha256: '' } };
  return {
    kind: 'picture',
    method: 'POST',
    url: `/uploads/${id}/attach`,
    body: {},
    subject: `picture:${id}`,
    after: caseId,
    file: { id, size, announce, bytes },
  };
}

const piecesOf = (bytes: Uint8Array): readonly string[] =>
  Array.from({ length: piecesIn(bytes.length) }, (_, n) =>
    base64(bytes.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES)),
  );

async function play(schedule: readonly Act[], mutant: Mutant = {}): Promise<readonly string[]> {
  const story = new Story(mutant);
  for (const act of schedule) await story.happen(act);
  return story.faults();
}

/** Does not wait for the case. */
class Impatient extends OutboxCore {
  protected override isHeld(): boolean {
    return false;
  }
}

/** Writes the row, then the file. */
class TwoWrites extends OutboxCore {
  override async keep({ file, ...write }: LastingWrite, page?: string): Promise<Row> {
    if (file === undefined) return super.keep(write, page);
    const { bytes, ...ahead } = file;
    const row = await super.keep(write, page);
    await this.change(row.key, (now) => ({ ...now, file: ahead }));
    await this.world.store.write(
      piecesOf(bytes).map((value, n): Change => ({
        shelf: 'files',
        key: `${file.id}/${String(n).padStart(4, '0')}`,
        value,
        sealed: new TextEncoder().encode('{}'),
      })),
    );
    return row;
  }
}

/** Throws the file away with a refusal. */
class DropsFiles extends OutboxCore {
  protected override async settle(row: Row, reply: Reply, tell: Told): Promise<Row | undefined> {
    const settled = await super.settle(row, reply, tell);
    if (settled?.state === 'refused' && row.file !== undefined) {
      const { id } = row.file;
      await this.world.store.write([{ shelf: 'files', key: `${id}/0000`, removed: true }]);
    }
    return settled;
  }
}

/** Believes that a received announcement is a received picture. */
class Hasty extends FileSender {
  override async send(row: Row, end: () => Promise<Reply | null>): Promise<Reply | null> {
    if (row.file === undefined) return end();
    const { announce } = row.file;
    return this.wire.ask({ ...row, key: this.wire.newKey(), method: 'POST', ...announce });
  }
}

/** Begins anew each time. */
class FromTheBeginning extends FileSender {
  constructor(wire: ConstructorParameters<typeof FileSender>[0]) {
    super({
      ...wire,
      ask: async (write) => {
        const reply = await wire.ask(write);
        const { missing } = (reply?.body ?? {}) as { missing?: readonly number[] };
        if (reply === null || missing === undefined) return reply;
        const { size } = write.body as { size: number };
        return { ...reply, body: { ...Object(reply.body), missing: [...Array(piecesIn(size)).keys()] } };
      },
    });
  }
}

/** Says that what comes after the first piece has left. */
class SkipsTheRest extends FileSender {
  constructor(wire: ConstructorParameters<typeof FileSender>[0]) {
    const skipped: Reply = { status: 200, body: { receipt: 'R' }, epoch: null, wait: 0, at: null };
    super({
      ...wire,
      ask: (write) =>
        write.method === 'PUT' && !write.url.endsWith('/0') ? Promise.resolve(skipped) : wire.ask(write),
    });
  }
}

const mutants: Readonly<Record<string, readonly [Mutant, RegExp]>> = {
  'a picture before its case': [{ core: Impatient }, /came before its case/],
  'row and file in two writes': [{ core: TwoWrites }, /never leaves|is lost/],
  'a refused file is dropped': [{ core: DropsFiles }, /never leaves/],
  'an announcement taken for the end': [{ sender: Hasty }, /is lost/],
  'everything sent anew after a break': [{ sender: FromTheBeginning }, /sent again/],
  'half a file is attached': [{ server: { attachesHalf: true }, sender: SkipsTheRest }, /is damaged/],
  'a lost end sends everything again': [{ server: { forgetsWhatIsAttached: true } }, /sent again/],
};

describe('files that go ahead of their rows', () => {
  it(
    'arrive once, whole and after their case, whatever breaks, and no piece that arrived goes again',
    async () => {
      await fc.assert(
        fc.asyncProperty(schedules, async (schedule) => {
          expect(await play(schedule)).toEqual([]);
        }),
        { numRuns: RUNS, seed: SEED },
      );
    },
    60_000 + RUNS * 20,
  );

  it('cost one piece for each break: 10 MB over a line that is cut 20 times are less than 1.2 times 10 MB', async () => {
    const size = 160 * PIECE_BYTES;
    const [server, bytes] = [new UploadServer(), new Uint8Array(size).fill(5)];
    const phone = new FilePhone(server, OutboxCore, FileSender);
    const core = phone.open();
    await core.keep({ kind: 'notification', method: 'POST', url: '/cases', subject: 'a', body: { id: 'a' } });
    await core.send();
    await core.keep(pictureOf('a', 'a1', bytes));
    for (let cut = 0; cut < 20; cut += 1) {
      const through = Array.from({ length: 6 }, (): Fault => 'none');
      phone.faults = [...through, cut % 2 === 0 ? 'request lost' : 'answer lost'];
      await core.sendFiles();
    }
    phone.faults = [];
    await core.sendFiles();
    expect([server.faults, server.state.attached['a1'] === piecesOf(bytes).join(' ')]).toEqual([[], true]);
    expect(phone.sent / size).toBeGreaterThan(1);
    expect(phone.sent / size).toBeLessThan(1.2);
  });

  it('follow their case again where a page stayed open while the server was put back; without the epoch they would not', async () => {
    const send = { act: 'send', faults: [], fuse: null } as const;
    const story: readonly Act[] = [
      { act: 'back up' },
      { act: 'notify', of: 'a' },
      { ...send, lanes: 'writes', stays: false },
      { act: 'restore' },
      { act: 'picture', of: 'a', size: SIZES[0], fuse: null },
      { ...send, lanes: 'both', stays: true },
    ];
    expect(await play(story)).toEqual([]);
    const told = await play(story, { server: { asksForNoEpoch: true } });
    expect(told).toContain('a picture of a came before its case');
  });

  it.each(Object.entries(mutants))('would show %s', async (_, [mutant, tells]) => {
    const told = (found: readonly string[]): boolean => found.some((fault) => tells.test(fault));
    const { failed } = await fc.check(
      fc.asyncProperty(schedules, async (schedule) => !told(await play(schedule, mutant))),
      { numRuns: ENOUGH, seed: SEED, endOnFailure: true },
    );
    expect(failed).toBe(true);
  });
});
