import {
  createServer,
  type IncomingMessage,
  request as ask,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A network between a browser and the server, which can break and come back, and lead to another version of the application. */
export class Line {
  private broken = false;
  /** Every write is answered with 500, and reaches nobody. */
  failing = false;
  /** The network goes at the first request whose path this matches, before the server hears of it. */
  goesAt: RegExp | null = null;
  /** Writes are so many milliseconds on their way, and are lost with whoever sent them. */
  slowness = 0;
  private readonly sockets = new Set<{ destroy(): unknown }>();
  /** What was asked: the method, a space, the path; and what it cost the browser to send, in bytes, with its headers. */
  readonly asked: { readonly request: string; readonly bytes: number }[] = [];

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private application: number,
  ) {}

  static async to(address: string): Promise<Line> {
    const port = Number(new URL(address).port);
    const server = createServer();
    const line = new Line(server, port, port);
    server.on('connection', (socket) => {
      if (line.broken) socket.destroy();
      line.sockets.add(socket);
      socket.on('close', () => line.sockets.delete(socket));
    });
    server.on('request', (incoming, outgoing) => {
      const path = incoming.url ?? '/';
      line.asked.push({ request: `${incoming.method ?? ''} ${path}`, bytes: bytesOf(incoming) });
      if (line.goesAt?.test(path) === true) {
        line.goesAt = null;
        line.cut();
        return;
      }
      if (line.failing && path.startsWith('/api') && incoming.method !== 'GET') {
        outgoing.writeHead(500, { 'content-type': 'application/problem+json' });
        outgoing.end('{"status":500,"code":"unexpected"}');
        return;
      }
      void line.arrived(incoming).then((isThere) => {
        if (isThere) line.carry(incoming, outgoing);
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return line;
  }

  private async arrived({ method, socket }: IncomingMessage): Promise<boolean> {
    if (method !== 'GET' && this.slowness > 0) await pause(this.slowness);
    return !socket.destroyed;
  }

  private carry(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const path = incoming.url ?? '/';
    const onward = ask({
      host: '127.0.0.1',
      port: path.startsWith('/api') ? this.port : this.application,
      path,
      method: incoming.method,
      headers: incoming.headers,
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }

  get address(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Every connection breaks, and none is made: what the browser believes of its network does not change. */
  cut(): void {
    this.broken = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.broken = false;
  }

  /** Pages, scripts and styles come from this address from now on. */
  leadTo(address: string): void {
    this.application = Number(new URL(address).port);
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((done) => this.server.close(done));
  }
}

/** The request as it came: its first line, its headers and its body. */
function bytesOf({ method = '', url = '', httpVersion, rawHeaders, headers }: IncomingMessage): number {
  const first = `${method} ${url} HTTP/${httpVersion}`.length + 2;
  // A colon, a space and the end of the line for each.
  const heads = rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
  return first + heads + 2 + Number(headers['content-length'] ?? 0);
}
