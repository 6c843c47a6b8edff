import { describe, expect, it } from '@jest/globals';
import { actKeyOf } from './act-words';

describe('the act of a journal line', () => {
  it.each([
    ['freeze', 'freeze', null],
    ['POST /people', 'create', null],
    ['PATCH /people/:id', 'update', null],
    ['POST /people/:id/disable', 'disable', null],
    ['ask-waive-audit', 'ask', 'waive-audit'],
  ])('%j is %j of %j', (text, command, asked) => {
    expect(actKeyOf(text)).toEqual({ command, asked });
  });
});
