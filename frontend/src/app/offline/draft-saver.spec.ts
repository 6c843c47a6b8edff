import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DraftSaved, FieldPatch } from '@domain/cases/case.js';
import type { Answers } from '@domain/forms/form.js';
import { Refusal, parseProblem } from '../core/problem-view';
import { DraftSaver, withAnswer } from './draft-saver';

type Saved = Pick<DraftSaved, 'answers' | 'conflicts'>;

const of = (value: string | number): Answers[string] => ({ value });

/** A server that merges patches; each request waits until the test lets it through. */
function server(answers: Answers) {
  const state = { answers };
  const requests: (readonly FieldPatch[])[] = [];
  const waiting: (() => void)[] = [];
  const send = async (patches: readonly FieldPatch[]): Promise<Saved> => {
    requests.push(patches);
    await new Promise<void>((resolve) => waiting.push(resolve));
    const conflicts: DraftSaved['conflicts'][number][] = [];
    for (const { question, base, value } of patches) {
      const theirs = state.answers[question] ?? null;
      if (JSON.stringify(theirs) === JSON.stringify(base))
        state.answers = withAnswer(state.answers, question, value);
      else conflicts.push({ question, theirs, mine: value });
    }
    return { answers: state.answers, conflicts };
  };
  return { state, requests, send, release: () => waiting.shift()?.() };
}

describe('saving a draft as one types', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits for a pause and sends the last value once, over the value it replaces', async () => {
    const { requests, send, release } = server({ pulse: of(80) });
    const saver = new DraftSaver({
      answers: { pulse: of(80) },
      send,
      now: () => new Date('2026-09-06T22:10Z'),
    });
    saver.patch({ question: 'pulse', value: of(1) });
    saver.patch({ question: 'pulse', value: of(13) });
    await jest.advanceTimersByTimeAsync(599);
    saver.patch({ question: 'pulse', value: of(132) });
    expect(requests).toHaveLength(0);
    expect(saver.state()).toBe('typing');
    await jest.advanceTimersByTimeAsync(600);
    expect(requests).toEqual([[{ question: 'pulse', base: of(80), value: of(132) }]]);
    expect(saver.state()).toBe('saving');
    release();
    await jest.advanceTimersByTimeAsync(0);
    expect(saver.state()).toBe('kept');
    expect(saver.savedAt()).toBe('22:10');
  });

  it('sends a field typed again meanwhile on top of the one that travels', async () => {
    const { state, requests, send, release } = server({});
    const saver = new DraftSaver({ answers: {}, send });
    saver.patch({ question: 'pulse', value: of(13) });
    const flushed = saver.flush();
    saver.patch({ question: 'pulse', value: of(132) });
    release();
    await jest.advanceTimersByTimeAsync(0);
    expect(saver.answers()['pulse']).toEqual(of(132));
    expect(requests[1]).toEqual([{ question: 'pulse', base: of(13), value: of(132) }]);
    release();
    await flushed;
    expect(state.answers).toEqual({ pulse: of(132) });
    expect(saver.conflicts()).toEqual([]);
  });

  it('shows the value of another writer and lets me put mine back', async () => {
    const { state, send, release } = server({ pulse: of(90) });
    const saver = new DraftSaver({ answers: { pulse: of(80) }, send });
    saver.patch({ question: 'pulse', value: of(132) });
    const first = saver.flush();
    release();
    await first;
    expect(saver.answers()['pulse']).toEqual(of(90));
    const [conflict] = saver.conflicts();
    expect(conflict).toEqual({ question: 'pulse', theirs: of(90), mine: of(132) });
    if (conflict) saver.takeMine(conflict);
    const second = saver.flush();
    release();
    await second;
    expect(state.answers['pulse']).toEqual(of(132));
    expect(saver.conflicts()).toEqual([]);
  });

  it('clears an answer', async () => {
    const { state, send, release } = server({ pulse: of(80), note: of('x') });
    const saver = new DraftSaver({ answers: state.answers, send });
    saver.patch({ question: 'pulse', value: null });
    const flushed = saver.flush();
    release();
    await flushed;
    expect(state.answers).toEqual({ note: of('x') });
  });

  it('keeps what the server refused, and sends it again with the next change', async () => {
    let refuse = true;
    const sent: (readonly FieldPatch[])[] = [];
    const send = (patches: readonly FieldPatch[]): Promise<Saved> => {
      sent.push(patches);
      return refuse
        ? Promise.reject(new Refusal(parseProblem(409, { code: 'case.frozen' })))
        : Promise.resolve({ answers: { pulse: of(132), note: of('x') }, conflicts: [] });
    };
    const saver = new DraftSaver({ answers: {}, send });
    saver.patch({ question: 'pulse', value: of(132) });
    await saver.flush();
    expect(saver.state()).toBe('refused');
    expect(saver.problem()?.code).toBe('case.frozen');
    expect(saver.answers()['pulse']).toEqual(of(132));
    refuse = false;
    saver.patch({ question: 'note', value: of('x') });
    await saver.flush();
    expect(sent[1]?.map(({ question, base }) => [question, base])).toEqual([
      ['pulse', null],
      ['note', null],
    ]);
    expect(saver.state()).toBe('kept');
  });

  it('never lets one refused answer hold up the others', async () => {
    const sent: (readonly FieldPatch[])[] = [];
    const fields = [{ field: 'patches.path', code: 'draft.not-your-phase', fr: 'Non.', en: 'No.' }];
    const send = (patches: readonly FieldPatch[]): Promise<Saved> => {
      sent.push(patches);
      return patches.some(({ question }) => question === 'path')
        ? Promise.reject(new Refusal(parseProblem(422, { code: 'draft.not-your-phase', fields })))
        : Promise.resolve({ answers: { pulse: of(132) }, conflicts: [] });
    };
    const saver = new DraftSaver({ answers: {}, send });
    saver.patch({ question: 'path', value: of('x') });
    saver.patch({ question: 'pulse', value: of(132) });
    await saver.flush();
    expect(sent.map((patches) => patches.map(({ question }) => question))).toEqual([
      ['path', 'pulse'],
      ['pulse'],
    ]);
    expect(saver.answers()).toEqual({ path: of('x'), pulse: of(132) });
    expect(saver.state()).toBe('refused');
    expect(saver.problem()?.code).toBe('draft.not-your-phase');
  });
});
