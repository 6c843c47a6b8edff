import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Whether this run may lend PostgreSQL another account, mount a small disk, and so on. */
export const isRoot = process.getuid?.() === 0;

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

export interface Command {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  output(): string;
}

export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

type Environment = Readonly<Record<string, string>>;

/** The variables of a newcomer: nothing of the tests' own database or folder. */
function cleanEnvironment(extra: Environment): NodeJS.ProcessEnv {
  const ours = /^(DENBA_|DATABASE_|PORT$|CHROMIUM$|NODE_OPTIONS$|npm_)/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/** Runs `node ...args` in the checkout, as a newcomer's shell would; root may run it as somebody else. */
export function launch(args: readonly string[], extra: Environment = {}, account: Account = {}): Command {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: cleanEnvironment(extra), ...account });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const output = (): string => Buffer.concat(chunks).toString();
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, output: output() });
    });
  });
  return { child, ended, output };
}

export function runToEnd(args: readonly string[], extra: Environment = {}): Promise<Outcome> {
  return launch(args, extra).ended;
}

/** A path that does not exist yet, below a folder that every account may enter. */
export function unusedFolder(): { readonly path: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'denba-ops-'));
  chmodSync(parent, 0o755);
  return {
    path: join(parent, 'data'),
    remove: () => {
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Something that listens on 127.0.0.1 and does to each connection what it is told. */
export async function listenWith(greet: (socket: Socket) => void): Promise<Listener> {
  const server = createServer(greet);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const listener = await listenWith((socket) => socket.destroy());
  await listener.close();
  return listener.port;
}

/** The refusal of a command: exactly one French and one English sentence, exit code not 0, no stack. */
export function sentencesOf({ code, output }: Outcome): {
  readonly french: string;
  readonly english: string;
} {
  const [french, english, ...more] = output.split('\n').filter((line) => line.startsWith('✗ '));
  if (
    code === 0 ||
    french === undefined ||
    english === undefined ||
    more.length > 0 ||
    /^\s+at /m.test(output)
  ) {
    throw new Error(`not a clean refusal (exit code ${String(code)}):\n${output}`);
  }
  return { french, english };
}
