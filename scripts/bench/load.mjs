import { createConnection } from 'node:net';

export const CONNECTIONS = 8;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export const median = (values) =>
  at(
    [...values].sort((left, right) => left - right),
    0.5,
  );

/** What eight connections achieved: how much a second, and in how many milliseconds each. */
function outcome(times, milliseconds) {
  const sorted = times.sort((left, right) => left - right);
  return {
    perSecond: (times.length * 1000) / milliseconds,
    median: at(sorted, 0.5),
    p95: at(sorted, 0.95),
  };
}

/** The same act again and again on every line, for some seconds. */
export async function forSeconds(lines, seconds, act) {
  const times = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    lines.map(async (line) => {
      for (let start = began; start < until;) {
        await act(line);
        const now = performance.now();
        times.push(now - start);
        start = now;
      }
    }),
  );
  return outcome(times, performance.now() - began);
}

/** Every job once, by whichever line is free. */
export async function eachOnce(lines, jobs, act) {
  const times = [];
  const waiting = [...jobs];
  const began = performance.now();
  await Promise.all(
    lines.map(async (line) => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        const start = performance.now();
        await act(line, job);
        times.push(performance.now() - start);
      }
    }),
  );
  return outcome(times, performance.now() - began);
}

/** A kept-alive connection that costs the machine less than a browser would: a request is bytes, an answer ends where it says. */
export class HttpLine {
  static open(port) {
    return new Promise((opened, failed) => {
      const socket = createConnection({ port, host: '127.0.0.1', noDelay: true }, () =>
        opened(new HttpLine(socket)),
      );
      socket.once('error', failed);
    });
  }

  constructor(socket) {
    this.socket = socket;
    this.received = Buffer.alloc(0);
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('close', () => this.failed?.(new Error('the server closed the connection')));
  }

  /** Gives the body; anything but success is an error, with what the server said. */
  send(request) {
    return new Promise((answered, failed) => {
      this.answered = answered;
      this.failed = failed;
      this.socket.write(request);
    });
  }

  close() {
    this.failed = undefined;
    this.socket.destroy();
  }

  #take(chunk) {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const head = this.received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const headers = this.received.subarray(0, head).toString('latin1');
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(headers)?.[1]);
    if (Number.isNaN(length)) throw new Error(`an answer without its length:\n${headers}`);
    if (this.received.length < head + 4 + length) return;
    const body = this.received.subarray(head + 4, head + 4 + length);
    this.received = this.received.subarray(head + 4 + length);
    const status = Number(headers.slice(9, 12));
    if (status >= 200 && status < 300) this.answered(body);
    else this.failed(new Error(`${status}: ${body.toString()}`));
  }
}

/** The bytes of a request as the web application sends it. */
export function requestBytes(method, path, token, { body, headers = {} } = {}) {
  const content = body === undefined ? '' : JSON.stringify(body);
  const lines = {
    host: '127.0.0.1',
    cookie: `denba-sid=${token}`,
    accept: 'application/json',
    ...(body === undefined
      ? {}
      : { 'x-denba': '1', 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
    ...headers,
  };
  const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} /api${path} HTTP/1.1\r\n${text.join('')}\r\n${content}`);
}
