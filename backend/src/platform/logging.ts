import type { LoggerService } from '@nestjs/common';
import type { LogLevel } from './config.js';
import { StartupRefusal } from './startup-refusal.js';

type Level = Exclude<LogLevel, 'silent'>;
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

const RANK: Readonly<Record<LogLevel, number>> = { silent: 0, error: 1, warn: 2, info: 3 };

/**
 * One JSON line per event on standard output. Fields are named one by one by the caller: neither bodies, nor query strings, nor
 * names of people are ever handed over, so there is nothing to redact.
 */
export class Log implements LoggerService {
  constructor(
    private readonly level: LogLevel,
    private readonly print: (line: string) => void = (line) => process.stdout.write(line),
  ) {}

  event(level: Level, event: string, fields: LogFields = {}): void {
    if (RANK[level] > RANK[this.level]) return;
    this.print(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`);
  }

  /** An error nobody foresaw. The stack stays here, the caller is told a request number only. */
  failure(event: string, error: unknown, fields: LogFields = {}): void {
    const known = error instanceof Error ? error : new Error(String(error));
    this.event('error', event, {
      ...fields,
      error: known.name,
      code: codeOf(known),
      stack: withoutValues(known),
    });
  }

  // What the framework tells: routes mapped and modules loaded are noise.
  log(): void {
    return;
  }

  error(message: unknown): void {
    // A refusal to start is printed in full sentences by whoever started us.
    if (message instanceof StartupRefusal) return;
    if (message instanceof Error) this.failure('framework', message);
    else this.event('error', 'framework', { message: String(message) });
  }

  warn(message: unknown): void {
    this.event('warn', 'framework', { message: String(message) });
  }
}

/** The name that the database, the system or Node gives an error: `23505`, `ECONNRESET`. It never quotes a value. */
function codeOf(error: Error): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined;
}

/** Messages of the database driver may quote values: only the frames are kept, with the name of the error. */
function withoutValues(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 12)].join('\n');
}
