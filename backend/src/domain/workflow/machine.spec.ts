import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, guardsOf, NOTHING, offers, STAYS, type Machine } from './machine.js';
import { diagramOf } from './diagram.js';
import { pathsOf, reachableFrom } from './paths.js';

interface Facts {
  readonly paid: boolean;
  readonly signed: boolean;
}
type State = 'draft' | 'sent' | 'kept';
type Event = 'write' | 'send' | 'note' | 'expire' | 'undo';

const needs = guardsOf({
  'letter.unpaid': (facts: Facts) => facts.paid,
  'letter.unsigned': (facts: Facts) => facts.signed,
});
const letter: Machine<State, Event, Facts> = {
  name: 'letter',
  initial: 'draft',
  states: ['draft', 'sent', 'kept'],
  ends: ['sent', 'kept'],
  transitions: {
    write: { from: [NOTHING], to: 'draft', by: 'person' },
    send: {
      from: ['draft'],
      to: 'sent',
      by: 'person',
      irreversible: true,
      guards: needs('letter.unpaid', 'letter.unsigned'),
    },
    note: { from: ['draft', 'kept'], to: STAYS, by: 'person', twoPersons: true },
    expire: { from: ['draft'], to: 'kept', by: 'consequence' },
    undo: {
      from: ['kept', 'sent'],
      to: (_facts, from) => (from === 'kept' ? 'draft' : 'kept'),
      targets: (from) => (from === 'kept' ? ['draft'] : ['kept']),
      by: 'person',
    },
  },
};
const states = [NOTHING, ...letter.states] as const;
const events = Object.keys(letter.transitions) as Event[];

describe('deciding', () => {
  it('gives every reason at once', () => {
    expect(decide(letter, 'draft', 'send', { paid: false, signed: false })).toEqual({
      accepted: false,
      reasons: ['letter.unpaid', 'letter.unsigned'],
    });
  });

  it('refuses an event of another state with one reason', () => {
    expect(decide(letter, 'sent', 'send', { paid: true, signed: true })).toEqual({
      accepted: false,
      reasons: ['letter.wrong-state'],
    });
  });

  it('chooses the target by the state left, and keeps the state where nothing moves', () => {
    const facts = { paid: true, signed: true };
    expect(decide(letter, 'kept', 'undo', facts)).toEqual({ accepted: true, to: 'draft' });
    expect(decide(letter, 'sent', 'undo', facts)).toEqual({ accepted: true, to: 'kept' });
    expect(decide(letter, 'kept', 'note', facts)).toEqual({ accepted: true, to: 'kept' });
    expect(decide(letter, NOTHING, 'write', facts)).toEqual({ accepted: true, to: 'draft' });
  });

  it('never throws, and accepts only into a declared state', () => {
    const facts = fc.record({ paid: fc.boolean(), signed: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.constantFrom(...events), facts, (state, event, given) => {
        const decision = decide(letter, state, event, given);
        if (decision.accepted) expect(letter.states).toContain(decision.to);
        else expect(decision.reasons.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('offering', () => {
  it('shows the person events of the state that the person may fire, locked ones with their reasons', () => {
    expect(offers(letter, 'draft', { paid: true, signed: false }, () => true)).toEqual([
      { event: 'send', reasons: ['letter.unsigned'], irreversible: true, twoPersons: false },
      { event: 'note', reasons: [], irreversible: false, twoPersons: true },
    ]);
    expect(offers(letter, 'draft', { paid: true, signed: true }, (event) => event === 'note')).toHaveLength(
      1,
    );
    expect(
      offers(letter, NOTHING, { paid: true, signed: true }, () => true).map(({ event }) => event),
    ).toEqual(['write']);
  });
});

describe('drawing and walking', () => {
  it('draws every state, arrow, end and note', () => {
    expect(diagramOf(letter, { state: (state) => state.toUpperCase(), event: (event) => event })).toBe(
      [
        'stateDiagram-v2',
        '  state "DRAFT" as draft',
        '  state "SENT" as sent',
        '  state "KEPT" as kept',
        '  [*] --> draft : write',
        '  draft --> sent : send',
        '  draft --> kept : expire *',
        '  kept --> draft : undo',
        '  sent --> kept : undo',
        '  sent --> [*]',
        '  kept --> [*]',
        '  note right of draft : note (2)',
        '  note right of kept : note (2)',
        '',
      ].join('\n'),
    );
  });

  it('finds what can be reached and every path', () => {
    expect([...reachableFrom(letter, 'sent')]).toEqual(['sent', 'kept', 'draft']);
    expect(pathsOf(letter).map((path) => path.map(({ event }) => event).join(' '))).toEqual([
      'send',
      'send undo',
      'send undo undo',
      'expire',
      'expire undo',
    ]);
  });
});
