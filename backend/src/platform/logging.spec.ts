import { describe, expect, it } from '@jest/globals';
import { Log, type LogFields } from './logging.js';
import type { LogLevel } from './config.js';

function lines(level: LogLevel, work: (log: Log) => void): readonly LogFields[] {
  const printed: string[] = [];
  work(new Log(level, (line) => printed.push(line)));
  return printed.map((line) => JSON.parse(line) as LogFields);
}

describe('the log', () => {
  it('writes one JSON line per event, from its level up', () => {
    const tell = (log: Log) => {
      log.event('info', 'request', { status: 200 });
      log.event('warn', 'slow', { ms: 900 });
    };
    expect(lines('info', tell).map(({ event }) => event)).toEqual(['request', 'slow']);
    expect(lines('warn', tell).map(({ event }) => event)).toEqual(['slow']);
    expect(lines('silent', tell)).toEqual([]);
  });

  it('keeps the place of a failure and none of the values that its message quotes', () => {
    const [line, other] = lines('error', (log) => {
      const failure = new TypeError('duplicate key (name)=(Kassoumbalanke)\nDETAIL: Kassoumbalanke');
      log.failure('unexpected', Object.assign(failure, { code: '23505' }));
      log.failure('unexpected', Object.assign(failure, { code: 'name Kassoumbalanke' }));
    });
    expect(line).toMatchObject({ level: 'error', event: 'unexpected', error: 'TypeError', code: '23505' });
    expect(line?.['stack']).toContain('logging.spec');
    expect(JSON.stringify([line, other])).not.toContain('Kassoumbalanke');
  });
});
