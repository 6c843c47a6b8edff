import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../../domain/problem.js';
import { RequestLimits } from './request-limits.js';

const ADDRESS = '192.0.2.7';

function limited() {
  let now = 0;
  const limits = new RequestLimits({ session: 60, address: 6 }, () => now);
  /** How many of these requests pass, and what the last refusal says. */
  const ask = (times: number, session?: string): readonly [passed: number, seconds: unknown] => {
    let passed = 0;
    let seconds: unknown = null;
    for (let n = 0; n < times; n += 1) {
      try {
        limits.enter(session, ADDRESS)();
        passed += 1;
      } catch (refusal) {
        seconds = (refusal as Problem).details.params?.['seconds'];
      }
    }
    return [passed, seconds];
  };
  return {
    ask,
    wait: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

describe('the requests of a minute', () => {
  it('of one session are so many, then one each second', () => {
    const { ask, wait } = limited();
    expect(ask(100, 'one')).toEqual([60, 1]);
    wait(1);
    expect(ask(100, 'one')).toEqual([1, 1]);
    wait(3600);
    expect(ask(100, 'one')[0]).toBe(60);
  });

  it('of one session leave those of another behind the same address alone, and the door too', () => {
    const { ask } = limited();
    ask(1000, 'one');
    expect(ask(60, 'two')).toEqual([60, null]);
    expect(ask(6)).toEqual([6, null]);
  });

  it('of one session that come together before it is known are counted too', () => {
    const limits = new RequestLimits({ session: 2, address: 6 }, () => 0);
    const together = Array.from({ length: 4 }, () => limits.enter('one', ADDRESS));
    const admitted = together.filter((admit) => {
      try {
        admit();
        return true;
      } catch {
        return false;
      }
    });
    expect(admitted.length).toBe(2);
  });

  it('with tokens that are nobody’s are counted by address', () => {
    const limits = new RequestLimits({ session: 60, address: 6 }, () => 0);
    for (let n = 0; n < 6; n += 1) limits.enter(`made up ${String(n)}`, ADDRESS);
    expect(() => limits.enter('made up 7', ADDRESS)).toThrow();
  });

  it('without a session are counted by address', () => {
    const { ask, wait } = limited();
    expect(ask(50)).toEqual([6, 10]);
    wait(10);
    expect(ask(50)).toEqual([1, 10]);
  });
});
