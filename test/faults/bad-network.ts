import { Agent, createServer, request, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.js';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * What becomes of one request on its way. `overtaken`: its sender hears nothing and tries again, and the first copy arrives after the
 * second. `stranger`: the page of somebody else's network.
 */
const FATES = {
  passes: 40,
  slow: 12,
  'request lost': 8,
  'answer lost': 12,
  'twice at once': 10,
  'twice, later': 8,
  overtaken: 8,
  stranger: 2,
} as const;
export type Fate = keyof typeof FATES;

/** A proxy that loses, delays, doubles and reorders requests, as its chance says, until it is healed. */
export class BadNetwork {
  private readonly server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.on('error', () => undefined);
    asked.on('end', () => {
      const { method = 'GET', url = '/', headers } = asked;
      void this.carry({ method, path: url, headers, body: Buffer.concat(chunks) }, answer);
    });
  });
  private readonly agent = new Agent({ keepAlive: true });
  private readonly late = new Set<Promise<unknown>>();
  private isHealed = false;
  readonly counts = new Map<Fate, number>();
  /** Requests that the server has and has not answered. */
  underWay = 0;

  constructor(
    private readonly chance: Chance,
    /** The port of the server of this moment; `null` while there is none. */
    private readonly target: () => number | null,
  ) {}

  async open(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Whatever was held up arrives, and from now on everything passes. */
  async heal(): Promise<void> {
    this.isHealed = true;
    while (this.late.size > 0) await Promise.all(this.late);
  }

  worsen(): void {
    this.isHealed = false;
  }

  async close(): Promise<void> {
    this.agent.destroy();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async carry(asked: Asked, answer: ServerResponse): Promise<void> {
    const fate = this.isHealed ? 'passes' : this.chance.pick(FATES);
    this.counts.set(fate, (this.counts.get(fate) ?? 0) + 1);
    give(answer, await this.befallen(fate, asked, answer));
  }

  private async befallen(fate: Fate, asked: Asked, answer: ServerResponse): Promise<Answered | null> {
    switch (fate) {
      case 'passes':
        return this.forward(asked);
      case 'slow':
        await sleep(this.chance.between(1, 150));
        return this.forward(asked);
      case 'request lost':
        return null;
      case 'answer lost':
        await this.forward(asked);
        return null;
      case 'twice at once': {
        const [first, second] = await Promise.all([this.forward(asked), this.forward(asked)]);
        return this.chance.draw() < 0.5 ? first : second;
      }
      case 'twice, later':
        this.laterOn(asked);
        return this.forward(asked);
      case 'overtaken':
        answer.destroy();
        this.laterOn(asked);
        return null;
      case 'stranger':
        return {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: Buffer.from('<p>Bienvenue à l’hôtel'),
        };
    }
  }

  private laterOn(asked: Asked): void {
    const arrives = sleep(this.chance.between(20, 1500)).then(() => this.forward(asked));
    this.late.add(arrives);
    void arrives.finally(() => this.late.delete(arrives));
  }

  /** `null` when no whole answer came. */
  private forward({ method, path, headers, body }: Asked): Promise<Answered | null> {
    const port = this.target();
    if (port === null) return Promise.resolve(null);
    this.underWay += 1;
    return new Promise<Answered | null>((done) => {
      const options = { host: '127.0.0.1', port, method, path, headers, agent: this.agent };
      const outgoing = request(options, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', () => {
          done(null);
        });
        incoming.on('end', () => {
          const whole = { status: incoming.statusCode ?? 0, headers: incoming.headers };
          done(incoming.complete ? { ...whole, body: Buffer.concat(chunks) } : null);
        });
      });
      outgoing.on('error', () => {
        done(null);
      });
      outgoing.end(body);
    }).finally(() => (this.underWay -= 1));
  }
}

function give(answer: ServerResponse, answered: Answered | null): void {
  if (answer.destroyed) return;
  if (answered === null) {
    answer.destroy();
    return;
  }
  const ofTheLeg = ['transfer-encoding', 'connection', 'keep-alive'];
  const headers = Object.entries(answered.headers).filter(([name]) => !ofTheLeg.includes(name));
  answer.writeHead(answered.status, Object.fromEntries(headers));
  answer.end(answered.body);
}
