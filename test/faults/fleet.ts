import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseUrls, ThrowawayCluster } from '../../scripts/throwaway-cluster.mjs';
import { freePort, ROOT } from '../ops/command.js';
import { answers, childrenOf } from '../ops/server.js';
import { writeMasterKey } from '../support/master-key.js';

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
  readonly ended: Promise<unknown>;
  readonly output: () => string;
}

/**
 * One server of Denba at a time, as `npm start` runs it, and others that are starting, so that the next one is there soon after a kill.
 * `preload` is a module of tests loaded before it, to plant a bug.
 */
export class Fleet {
  private current: Running | null = null;
  private readonly starting: Promise<Running | null>[] = [];
  private isClosed = false;
  private postmaster: number;
  /** Servers that ended without being killed, with their last words. */
  readonly fallen: string[] = [];
  readonly startMilliseconds: number[] = [];

  constructor(
    private readonly cluster: ThrowawayCluster,
    private readonly urls: DatabaseUrls,
    private readonly options: { readonly spares: number; readonly preload?: string },
  ) {
    this.postmaster = cluster.description.pid;
  }

  /** Where requests go now; `null` while nobody serves. */
  readonly port = (): number | null => this.current?.port ?? null;

  async open(): Promise<void> {
    while (this.starting.length <= this.options.spares) this.starting.push(this.start());
    await this.serveNext();
  }

  /** `kill -9` of the server; the next one takes its place as soon as it is ready. */
  async killServer(): Promise<void> {
    const killed = this.current;
    this.current = null;
    killed?.child.kill('SIGKILL');
    await killed?.ended;
    await this.serveNext();
  }

  /** `kill -9` of PostgreSQL, every process of it at once, and its recovery. */
  async killDatabase(): Promise<number> {
    const at = performance.now();
    for (const one of [this.postmaster, ...childrenOf(this.postmaster)]) kill(one);
    this.postmaster = await this.cluster.restart();
    return performance.now() - at;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const serving = this.current;
    this.current = null;
    for (const one of [serving, ...(await Promise.all(this.starting.splice(0)))]) {
      one?.child.kill('SIGKILL');
      await one?.ended;
    }
  }

  private async serveNext(): Promise<void> {
    this.starting.push(this.start());
    const next = await this.starting.shift();
    if (next === undefined || next === null) return;
    this.current = next;
    void next.ended.then(() => {
      if (this.current !== next) return;
      this.fallen.push(next.output());
      this.current = null;
      return this.serveNext();
    });
  }

  /** A database that is just being recovered lets nobody start: it is tried again. */
  private async start(): Promise<Running | null> {
    for (;;) {
      const at = performance.now();
      const one = this.launch(await freePort());
      while (isRunning(one) && !(await answers(`http://127.0.0.1:${String(one.port)}/api/health`)))
        await sleep(15);
      if (this.isClosed) {
        one.child.kill('SIGKILL');
        return null;
      }
      if (isRunning(one)) {
        this.startMilliseconds.push(performance.now() - at);
        return one;
      }
      await sleep(100);
    }
  }

  private launch(port: number): Running {
    const { preload } = this.options;
    const args = [
      ...(preload === undefined ? [] : ['--import', preload]),
      join(ROOT, 'dist/backend/main.js'),
    ];
    const child = spawn(process.execPath, args, {
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        DATABASE_URL: this.urls.app,
        DENBA_VAULT_DATABASE_URL: this.urls.vault,
        DENBA_KEEPER_DATABASE_URL: this.urls.keeper,
        DENBA_MASTER_KEY_FILE: writeMasterKey(),
        DENBA_REQUESTS_PER_MINUTE: '100000000',
        DENBA_LOG: 'error',
        NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled'),
        PORT: String(port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const words: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) =>
        words.splice(0, words.length - 20, ...words.slice(-20), String(chunk)),
      );
    const ended = new Promise((done) => child.once('exit', done));
    return { child, port, ended, output: () => words.join('') };
  }
}

function isRunning({ child }: Running): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
