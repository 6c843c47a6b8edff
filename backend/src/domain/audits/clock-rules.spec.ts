import { describe, expect, it } from '@jest/globals';
import type { Answer, Answers, Context } from '../forms/form.js';
import { measuredDelays } from './clock-rules.js';

const at = (value: string, margin = 0): Answer => ({ value, precision: 'minute', margin });
const file: Answers = {
  onset_at: at('2026-09-02T18:00'),
  decision_at: at('2026-09-06T14:00'),
  arrive1_at: at('2026-09-06T17:40'),
  ref_made: { value: 'YES' },
  ref_decision_at: at('2026-09-06T19:00'),
  arrive2_at: at('2026-09-06T21:30'),
  death_at: at('2026-09-07T06:00'),
};
const absent: Answers = {
  delay1_lvl: { value: 'NO' },
  delay2_lvl: { value: 'NO' },
  delay3_lvl: { value: 'NO' },
};

function fired(opinion: Answers, review: Answers = file, kind = 'MAT'): readonly string[] {
  const context: Context = {
    now: '2026-10-01T00:00',
    documents: { maternal_review: review },
    facts: { kind },
  };
  return measuredDelays(opinion, context).map(({ code }) => code);
}

describe('a delay judged absent against the clock of the file', () => {
  it('is questioned when the times make it long', () => {
    const opinion = { ...absent, first_definitive_at: at('2026-09-06T22:00') };
    expect(fired(opinion)).toEqual(['V19.clock1', 'V19.clock2', 'V19.clock3']);
  });

  it('is accepted when it is short, judged present, or unknown', () => {
    const quick = { ...file, onset_at: at('2026-09-06T13:00') };
    const opinion = { ...absent, first_definitive_at: at('2026-09-06T18:20') };
    expect(fired(opinion, { ...quick, arrive2_at: at('2026-09-06T20:00') })).toEqual([]);
    expect(fired({ delay1_lvl: { value: 'CRIT' } })).toEqual([]);
    expect(fired(absent, {})).toEqual([]);
    expect(fired(absent, file, 'CHILD')).toEqual([]);
  });

  it('is measured at the shortest that the margins allow', () => {
    const vague = {
      ...file,
      onset_at: at('2026-09-05T12:00', 720),
      decision_at: at('2026-09-06T14:00', 120),
    };
    expect(fired({ delay1_lvl: { value: 'NO' } }, vague)).toEqual([]);
    expect(
      fired({ delay1_lvl: { value: 'NO' } }, { ...vague, onset_at: at('2026-09-05T00:00', 360) }),
    ).toEqual(['V19.clock1']);
  });

  it('says nothing of a third delay without a decisive treatment', () => {
    expect(fired({ delay3_lvl: { value: 'NO' }, decisive_treatment: { value: 'NONE' } })).toEqual([]);
  });
});
