import type { LastingWrite } from '../kinds';
import { OutboxCore } from '../outbox-core';
import { questionsNamed, type Row } from '../outbox-row';
import { Device, type Core } from './model-device';
import { type DraftBody, type EventBody, ModelServer, type ServerBugs } from './model-server';
import { Died } from './mortal';
import type { Act } from './schedule';

/** A bug to plant: in the server, in the outbox, in what the device keeps. */
export interface Mutant {
  readonly server?: ServerBugs;
  readonly core?: Core;
  readonly keepsInMemoryOnly?: boolean;
}

interface Written {
  readonly n: number;
  readonly device: number;
  readonly subject: string;
  /** Of a draft; `null` for an event. */
  readonly field: string | null;
}

const DAY = 86_400_000;
const ROUNDS = 60;

/** Plays one schedule to its end, heals everything, and tells what is wrong with the world then; nothing is right. */
export async function play(schedule: readonly Act[], mutant: Mutant = {}): Promise<readonly string[]> {
  const story = new Story(mutant);
  for (const act of schedule) await story.happen(act);
  await story.heal();
  return story.faults();
}

/** The reference: what people were told is kept, by device, in the order in which they wrote it. */
class Story {
  private readonly server: ModelServer;
  private readonly devices: readonly Device[];
  private readonly promised: Written[] = [];
  /** Typed over by the same hand, or not chosen by it: knowingly given up. */
  private readonly givenUp = new Set<number>();
  private readonly reordered = new Set<number>();
  /** What each device believes a field to hold, with what was typed there. */
  private readonly seen = new Map<string, unknown>();
  private readonly typed = new Map<string, number>();
  private n = 0;
  private stuck = false;

  constructor(mutant: Mutant) {
    this.server = new ModelServer(mutant.server);
    this.devices = [0, 1].map(
      (number) => new Device(number, this.server, mutant.core ?? OutboxCore, mutant.keepsInMemoryOnly),
    );
  }

  async happen(act: Act): Promise<void> {
    switch (act.act) {
      case 'write':
      case 'type':
        return this.write(act);
      case 'look':
        return this.look(act.device, act.subject);
      case 'send':
        return this.send(act);
      case 'decide':
        return this.decide(act);
      case 'clock':
        this.device(act.device).clock = act.years * 365 * DAY;
        return;
      case 'revoke':
        this.server.outside.add(act.device);
        return;
      case 'sign in':
        this.server.outside.delete(act.device);
        return;
      case 'close':
        this.server.closed.add(act.subject);
        return;
      case 'reopen':
        this.server.closed.delete(act.subject);
        return;
      case 'back up':
        this.server.backUp();
        return;
      case 'restore':
        this.server.restore();
        return;
      case 'pass':
        this.server.at += act.days * DAY;
    }
  }

  /** Everybody signs in, everything is open and nothing breaks any more; refused rows are put aside by their writers. */
  async heal(): Promise<void> {
    this.server.outside.clear();
    this.server.closed.clear();
    for (const device of this.devices) {
      for (let round = 0; round < ROUNDS; round += 1) {
        await this.send({ device: device.number, pages: 1, stays: false, faults: [], fuse: null });
        const rows = await device.open().rows();
        const refused = rows.find(({ state }) => state === 'refused');
        if (refused !== undefined) await device.open().putAside(refused.key);
        else if (rows.every(({ state }) => state !== 'kept')) break;
        else if (round === ROUNDS - 1) this.stuck = true;
      }
    }
  }

  async faults(): Promise<readonly string[]> {
    const faults: string[] = this.stuck ? ['rows that never leave'] : [];
    const rows = await Promise.all(this.devices.map((device) => device.contents()));
    for (const { device, n, subject, field } of this.promised) {
      const mine = rows[device] ?? [];
      if (field === null) {
        const times = this.server.subject(subject).events.filter((event) => event.n === n).length;
        const row = mine.find(({ body }) => (body as EventBody | null)?.n === n);
        if (times > 1) faults.push(`event ${String(n)} is doubled`);
        if (times === 0 && (row === undefined || row.state === 'received'))
          faults.push(`event ${String(n)} is lost`);
      } else if (!this.givenUp.has(n)) {
        const isThere = this.server.subject(subject).fields[field]?.some(({ value }) => value === n) ?? false;
        const isHere = mine.some(
          ({ state, body, choices }) =>
            (state !== 'received' &&
              ((body as Partial<DraftBody> | null)?.patches ?? []).some(({ value }) => value === n)) ||
            choices.some((choice) => (choice.mine as unknown) === n),
        );
        if (!isThere && !isHere) faults.push(`value ${String(n)} is lost`);
      }
    }
    return [...faults, ...this.disorder(), ...this.overwritten(), ...this.keyConflicts()];
  }

  private device(number: number): Device {
    const device = this.devices[number];
    if (device === undefined) throw new Error('no such device');
    return device;
  }

  private async write(act: Extract<Act, { act: 'write' | 'type' }>): Promise<void> {
    const device = this.device(act.device);
    const n = (this.n += 1);
    const { subject } = act;
    const common = { method: 'POST', url: `/${subject}/${act.act}`, subject } as const;
    if (act.act === 'write') {
      const ifMatch = act.versioned ? { ifMatch: this.server.subject(subject).version } : {};
      const write: LastingWrite = {
        ...common,
        ...ifMatch,
        kind: 'report',
        body: { device: act.device, n, good: act.good },
      };
      if (await this.attempt(device, act.fuse, () => device.open().keep(write)))
        this.promised.push({ n, device: act.device, subject, field: null });
      return;
    }
    const name = `${String(act.device)}/${subject}/${act.field}`;
    const value = act.good ? n : -n;
    const base = this.seen.get(name) ?? null;
    const body = { patches: [{ question: act.field, base, value }] };
    const write: LastingWrite = { ...common, kind: 'draft', body };
    const isKept = await this.attempt(device, act.fuse, () => device.open().keep(write));
    // The page died before it could say so: what was typed may be there or not, and the next page reads what there is.
    if (!isKept) {
      await this.look(act.device, subject);
      if (this.seen.get(name) !== value) return;
    }
    const before = this.typed.get(name);
    if (before !== undefined) this.givenUp.add(before);
    this.typed.set(name, value);
    this.seen.set(name, value);
    this.promised.push({ n: value, device: act.device, subject, field: act.field });
  }

  /** The page shows what the server holds, under what waits here. */
  private async look(device: number, subject: string): Promise<void> {
    const rows = await this.device(device).open().rows();
    for (const field of ['x', 'y']) {
      const waiting = rows
        .filter(
          (row) =>
            row.subject === subject &&
            row.kind === 'draft' &&
            row.state !== 'received' &&
            row.state !== 'aside',
        )
        .flatMap(({ body }) => (body as DraftBody | null)?.patches ?? [])
        .findLast(({ question }) => question === field);
      const name = `${String(device)}/${subject}/${field}`;
      this.seen.set(name, waiting === undefined ? this.server.valueOf(subject, field) : waiting.value);
    }
  }

  private async send({
    device: number,
    pages,
    stays,
    faults,
    fuse,
  }: Omit<Extract<Act, { act: 'send' }>, 'act'>): Promise<void> {
    const device = this.device(number);
    device.faults = [...faults];
    await this.attempt(device, fuse, async () => {
      const one = async (): Promise<void> => {
        const core = device.open();
        if (!stays) await core.meetEpoch(this.server.epoch);
        await core.send();
        if (device.heard !== null) await core.meetEpoch(device.heard);
      };
      const ended = await Promise.allSettled(Array.from({ length: pages }, one));
      const broken = ended.find((end) => end.status === 'rejected');
      if (broken !== undefined) throw broken.reason;
    });
    device.faults = [];
  }

  private async decide({
    device: number,
    row: place,
    what,
    fuse,
  }: Extract<Act, { act: 'decide' }>): Promise<void> {
    const device = this.device(number);
    const core = device.open();
    const rows = await device.contents();
    const row = rows[place % Math.max(1, rows.length)];
    if (row === undefined) return;
    const n = (row.body as EventBody | null)?.n;
    const [choice] = row.choices;
    if (choice !== undefined && (what === 'mine' || what === 'theirs')) {
      await this.attempt(device, fuse, () => core.choose(row.key, choice.question, what));
      if (what === 'theirs') this.givenUp.add(Number(choice.mine));
      return;
    }
    const isAside = what === 'aside' || (what === 'resume' && row.state === 'aside');
    if (isAside && n !== undefined) this.reordered.add(n);
    if (what === 'aside') await this.attempt(device, fuse, () => core.putAside(row.key));
    if (what === 'resume' && row.state !== 'kept')
      await this.attempt(device, fuse, () => core.resume(row.key));
    if (what === 'redo') await this.attempt(device, fuse, () => core.redo(row.key));
    if (what === 'correct') await this.correct(device, row, fuse);
  }

  /** What a refusal names is written anew, in the place of its row; where it names nothing, all of it. */
  private async correct(device: Device, row: Row, fuse: number | null): Promise<void> {
    const { key, state, kind, subject, url, problem } = row;
    if (state !== 'refused' || kind !== 'draft' || problem === null) return;
    const nameOf = (question: string): string => `${String(device.number)}/${subject}/${question}`;
    const all = (row.body as DraftBody).patches;
    const named = questionsNamed(problem);
    const held = named.size === 0 ? all : all.filter(({ question }) => named.has(question));
    if (held.some(({ question, value }) => this.typed.get(nameOf(question)) !== value)) return;
    const patches = held.map(({ question, base }) => ({ question, base, value: (this.n += 1) }));
    const write: LastingWrite = { method: 'POST', url, subject, kind, body: { patches }, instead: [key] };
    await this.attempt(device, fuse, () => device.open().keep(write));
    if ((await device.open().rows()).some((one) => one.key === key)) return;
    for (const { value } of held) this.givenUp.add(Number(value));
    for (const { question, value } of patches) {
      this.typed.set(nameOf(question), value);
      this.seen.set(nameOf(question), value);
      this.promised.push({ n: value, device: device.number, subject, field: question });
    }
  }

  /** Whether it was done before the page died. */
  private async attempt(device: Device, fuse: number | null, work: () => Promise<unknown>): Promise<boolean> {
    device.fuse = fuse ?? Number.POSITIVE_INFINITY;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      device.crash();
      return false;
    } finally {
      device.fuse = Number.POSITIVE_INFINITY;
    }
  }

  /** Events of one device about one subject stand in the order in which they were written. */
  private disorder(): readonly string[] {
    return ['a', 'b'].flatMap((subject) =>
      this.devices.flatMap(({ number }) => {
        const order = this.server
          .subject(subject)
          .events.filter((event) => event.device === number && !this.reordered.has(event.n))
          .map(({ n }) => n);
        return order.every((n, i) => i === 0 || (order[i - 1] ?? 0) < n)
          ? []
          : [`${subject}: ${order.join(' ')} out of order`];
      }),
    );
  }

  /** Every value was written by somebody who had seen the one before it. */
  private overwritten(): readonly string[] {
    return ['a', 'b'].flatMap((subject) =>
      Object.entries(this.server.subject(subject).fields).flatMap(([field, history]) =>
        history.every(({ base }, i) => base === (history[i - 1]?.value ?? null))
          ? []
          : [`${subject}.${field} was overwritten unseen`],
      ),
    );
  }

  private keyConflicts(): readonly string[] {
    return this.devices.flatMap(({ sawKeyConflict }) =>
      sawKeyConflict.map((key) => `key ${key} with another body`),
    );
  }
}
