import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Account, type Command, freePort, launch } from './command.js';

/** A running `npm start`. */
export interface Server extends Command {
  readonly url: string;
  readonly folder: string;
  /** From the command to the first answer. */
  readonly milliseconds: number;
}

export interface Start {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly account?: Account;
  /** Told of the command at once, so that a test that fails meanwhile can still stop it. */
  readonly began?: (command: Command) => void;
}

export async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ status }) => status === 200,
    () => false,
  );
}

export async function startServer({ folder, environment, account, began }: Start): Promise<Server> {
  const port = await freePort();
  const at = performance.now();
  const command = launch(
    ['scripts/start.mjs'],
    { DENBA_DATA: folder, PORT: String(port), ...environment },
    account,
  );
  began?.(command);
  const url = `http://127.0.0.1:${String(port)}/`;
  while (!(await answers(url))) {
    if (command.child.exitCode !== null) throw new Error(command.output());
    await sleep(20);
  }
  const milliseconds = performance.now() - at;
  while (!command.output().includes('Ctrl-C')) await sleep(20);
  return { ...command, url, folder, milliseconds };
}

export async function stopServer(server: Server, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  server.child.kill(signal);
  return (await server.ended).code;
}

export function childrenOf(pid: number | undefined): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
}
