import { describe, expect, it } from '@jest/globals';
import type { CaseView } from '@domain/cases/case.js';
import type { CaseState } from '@domain/cases/case-workflow.js';
import { skippedStates } from './skipped-states';

function view(state: CaseState, events: readonly string[], source?: string): CaseView {
  const timeline = events.map((event, seq) => ({
    seq,
    event,
    at: '2026-03-04T09:00',
    byRole: 'system' as const,
    reason: null,
    late: false,
  }));
  const part = { state, timeline, ...(source === undefined ? {} : { conclusion: { source, answers: {} } }) };
  return part as unknown as CaseView;
}

const NOT_AUDITED: readonly CaseState[] = ['ready', 'audited', 'counter-auditing', 'adjudicating'];

function shortOf(given: CaseView): CaseView {
  return { ...given, extent: { extent: 'short', reason: 'no-contact' } };
}

describe('the states a concluded case did not go through', () => {
  it.each<[string, CaseView, readonly CaseState[]]>([
    ['agreement', view('concluded', ['seal-audit', 'select', 'compare'], 'audit'), ['adjudicating']],
    ['adjudication', view('concluded', ['seal-audit', 'select', 'compare', 'adjudicate'], 'adjudicated'), []],
    ['not drawn', view('concluded', ['seal-audit', 'skip'], 'skipped'), ['counter-auditing', 'adjudicating']],
    [
      'no audit possible',
      view('concluded', ['confirm', 'waive-audit']),
      ['ready', 'audited', 'counter-auditing', 'adjudicating'],
    ],
    [
      'closed without a recommendation',
      view('closed', ['seal-audit', 'compare'], 'audit'),
      ['adjudicating', 'responding'],
    ],
    ['closed after its response', view('closed', ['seal-audit', 'respond'], 'adjudicated'), []],
    ['known to have ended, and nothing else', view('closed', ['notify', 'close']), []],
    ['a short form', shortOf(view('concluded', ['confirm', 'freeze'])), NOT_AUDITED],
    ['a short form under way', shortOf(view('documenting', ['confirm'])), NOT_AUDITED],
    ['a short form closed', shortOf(view('closed', ['freeze', 'close'])), [...NOT_AUDITED, 'responding']],
    ['under way', view('counter-auditing', ['seal-audit', 'select']), []],
  ])('%s', (_, given, expected) => {
    expect(skippedStates(given)).toEqual(expected);
  });
});
