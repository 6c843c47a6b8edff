import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DraftSaved, FieldPatch } from '@domain/cases/case.js';
import type { Answers } from '@domain/forms/form.js';
import { KeptRefusal, parseProblem, Refusal } from '../core/problem-view';
import { DraftSaver, withAnswer } from './draft-saver';
import type { Sent } from './outbox';
import type { Row } from './outbox-row';

type Saved = Pick<DraftSaved, 'answers' | 'conflicts'>;

const of = (value: string | number): Answers[string] => ({ value });

const answered = (answers: Answers): Extract<Sent<Saved>, { kept: false }> => ({
  kept: false,
  key: 'k',
  answer: { answers, conflicts: [] },
});

/** A row of this device that holds patches of the draft. */
const row = (part: Partial<Row>): Row => ({
  ...{ key: 'k', place: 1, author: 'p', kind: 'draft', subject: 's', method: 'PATCH', url: '/u' },
  ...{ body: null, ifMatch: null, about: '', page: '', at: 0, bytes: 0, state: 'kept', tried: false },
  ...{ receipt: null, receivedAt: null, epoch: null, problem: null, choices: [] },
  ...part,
});

/** A server that merges patches; each request waits until the test lets it through. */
function server(answers: Answers) {
  const state = { answers };
  const requests: (readonly FieldPatch[])[] = [];
  const waiting: (() => void)[] = [];
  const send = async (patches: readonly FieldPatch[]): Promise<Sent<Saved>> => {
    requests.push(patches);
    await new Promise<void>((resolve) => waiting.push(resolve));
    const conflicts: DraftSaved['conflicts'][number][] = [];
    for (const { question, base, value } of patches) {
      const theirs = state.answers[question] ?? null;
      if (JSON.stringify(theirs) === JSON.stringify(base))
        state.answers = withAnswer(state.answers, question, value);
      else conflicts.push({ question, theirs, mine: value });
    }
    return { kept: false, key: 'k', answer: { answers: state.answers, conflicts } };
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
    const send = (patches: readonly FieldPatch[]): Promise<Sent<Saved>> => {
      sent.push(patches);
      return refuse
        ? Promise.reject(new Refusal(parseProblem(409, { code: 'case.frozen' })))
        : Promise.resolve(answered({ pulse: of(132), note: of('x') }));
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
    const send = (patches: readonly FieldPatch[]): Promise<Sent<Saved>> => {
      sent.push(patches);
      return patches.some(({ question }) => question === 'path')
        ? Promise.reject(new Refusal(parseProblem(422, { code: 'draft.not-your-phase', fields })))
        : Promise.resolve(answered({ pulse: of(132) }));
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

/** A lock waits so long at most. */
const tooLong = (milliseconds: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(reject, milliseconds, new Error('waited for the server')));

describe('a draft on a device that is being locked', () => {
  it('lies there at once with what was typed meanwhile, however long the server is silent', async () => {
    const laid: (readonly string[])[] = [];
    const saver = new DraftSaver({
      answers: {},
      send: async (patches, _, kept) => {
        await Promise.resolve();
        laid.push(patches.map(({ question }) => question));
        kept();
        return new Promise<never>(() => undefined);
      },
    });
    saver.patch({ question: 'pulse', value: of(132) });
    void saver.flush();
    saver.patch({ question: 'note', value: of('x') });
    await Promise.race([saver.keep(), tooLong(2000)]);
    expect(laid).toEqual([['pulse'], ['note']]);
    await saver.keep();
    expect(laid).toHaveLength(2);
  });
});

describe('a draft without a network', () => {
  const pulse = { question: 'pulse', base: null, value: of(132) };
  const note = { question: 'note', base: null, value: of('x') };

  it('is kept here, goes on over what was kept, and is on the server once it arrives', async () => {
    const sent: (readonly FieldPatch[])[] = [];
    const send = (patches: readonly FieldPatch[]): Promise<Sent<Saved>> => {
      sent.push(patches);
      return Promise.resolve({ kept: true, key: 'k' });
    };
    const saver = new DraftSaver({ answers: {}, send });
    saver.patch(pulse);
    await saver.flush();
    expect(saver.state()).toBe('here');
    saver.patch({ question: 'pulse', value: of(140) });
    await saver.flush();
    expect(sent[1]).toEqual([{ question: 'pulse', base: of(132), value: of(140) }]);
    const patches = [{ ...pulse, value: of(140) }];
    saver.settled(row({ state: 'received', body: { patches } }), answered({ pulse: of(140) }).answer);
    expect([saver.state(), saver.answers()]).toEqual(['kept', { pulse: of(140) }]);
  });

  it('lies over what the server says when the page is opened again, with the values to choose from', () => {
    const choice = { question: 'note', theirs: of('y'), mine: of('x') };
    const chosen: string[] = [];
    const saver = new DraftSaver({
      answers: { note: of('y') },
      send: () => Promise.resolve({ kept: true, key: 'k' }),
      chosen: (key, question) => chosen.push(`${key} ${question}`),
    });
    saver.takeUp([
      row({ body: { patches: [pulse] } }),
      row({ key: 'r', state: 'received', choices: [choice] }),
    ]);
    expect(saver.answers()).toEqual({ pulse: of(132), note: of('y') });
    expect([saver.state(), saver.conflicts()]).toEqual(['here', [choice]]);
    saver.dismiss(choice);
    expect(chosen).toEqual(['r note']);
  });

  it('holds back what was refused later, and replaces its row once every field of it is written anew', async () => {
    const problem = parseProblem(422, { code: 'answers.refused', fields: [] });
    const replaced: (readonly string[])[] = [];
    const send = (_: readonly FieldPatch[], instead: readonly string[]): Promise<Sent<Saved>> => {
      replaced.push(instead);
      return Promise.resolve(answered({ pulse: of(130), note: of('z') }));
    };
    const saver = new DraftSaver({ answers: {}, send });
    saver.takeUp([row({ key: 'r', state: 'refused', problem, body: { patches: [pulse, note] } })]);
    expect([saver.state(), saver.answers()]).toEqual(['refused', { pulse: of(132), note: of('x') }]);
    saver.patch({ question: 'pulse', value: of(130) });
    await saver.flush();
    saver.patch({ question: 'note', value: of('z') });
    await saver.flush();
    expect(replaced).toEqual([[], ['r']]);
    expect(saver.state()).toBe('kept');
  });

  it('says of a refused row which one the corrected draft replaces', async () => {
    const replaced: (readonly string[])[] = [];
    let refuse = true;
    const send = (_: readonly FieldPatch[], instead: readonly string[]): Promise<Sent<Saved>> => {
      replaced.push(instead);
      return refuse
        ? Promise.reject(new KeptRefusal(parseProblem(409, { code: 'case.frozen' }), 'r'))
        : Promise.resolve(answered({ pulse: of(132) }));
    };
    const saver = new DraftSaver({ answers: {}, send });
    saver.patch(pulse);
    await saver.flush();
    refuse = false;
    await saver.retry();
    expect(replaced).toEqual([[], ['r']]);
  });

  it('holds back what was refused, and waits for what the device sends of the same save', async () => {
    const fields = [{ field: 'patches.pulse', code: 'high', fr: 'Trop haut.', en: 'Too high.' }];
    const problem = parseProblem(422, { code: 'answers.refused', fields });
    const sent: unknown[] = [];
    let refuse = true;
    const send = (patches: readonly FieldPatch[], instead: readonly string[]): Promise<Sent<Saved>> => {
      sent.push([patches, instead]);
      if (refuse) return Promise.reject(new KeptRefusal(problem, 'r'));
      return Promise.resolve(answered({ pulse: of(130), note: of('x') }));
    };
    const saver = new DraftSaver({ answers: {}, send });
    saver.patch(pulse);
    saver.patch(note);
    await saver.flush();
    expect([saver.state(), saver.answers()]).toEqual(['refused', { pulse: of(132), note: of('x') }]);
    saver.settled(row({ state: 'received', body: { patches: [note] } }), answered({ note: of('x') }).answer);
    expect([saver.state(), saver.answers()]).toEqual(['refused', { pulse: of(132), note: of('x') }]);
    refuse = false;
    saver.patch({ question: 'pulse', value: of(130) });
    await saver.flush();
    expect(sent).toEqual([
      [[pulse, note], []],
      [[{ ...pulse, value: of(130) }], ['r']],
    ]);
    expect(saver.state()).toBe('kept');
  });

  it('rests while its writer goes on, and leaves before an act', async () => {
    const rested: boolean[] = [];
    let leaves = 0;
    const saver = new DraftSaver({
      answers: {},
      send: (_, __, ___, rests) => {
        rested.push(rests);
        return Promise.resolve({ kept: true, key: 'k' });
      },
      leave: () => Promise.resolve(void (leaves += 1)),
    });
    saver.patch(pulse);
    await saver.left();
    expect([rested, leaves, saver.state()]).toEqual([[true], 0, 'here']);
    await saver.flush();
    saver.patch(note);
    await saver.flush();
    expect([rested, leaves]).toEqual([[true, false], 2]);
    saver.settled(
      row({ state: 'received', body: { patches: [pulse, note] } }),
      answered({ pulse: of(132), note: of('x') }).answer,
    );
    await saver.flush();
    expect([saver.state(), leaves]).toEqual(['kept', 2]);
  });
});
