import { describe, expect, it } from '@jest/globals';
import { Sender, type Post } from './sender';

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}

/** A post whose answers are written beforehand: a response, or a silence of the network. */
function scripted(...answers: readonly (Response | 'silence')[]) {
  const calls: Call[] = [];
  const waits: number[] = [];
  let keys = 0;
  let signedOut = 0;
  const proofs: boolean[] = [];
  let proven = true;
  const post: Post = {
    fetch: (url, init) => {
      calls.push({ url, init });
      const answer = answers[calls.length - 1];
      return answer === undefined || answer === 'silence'
        ? Promise.reject(new TypeError('no network'))
        : Promise.resolve(answer);
    },
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    newKey: () => `key-${String((keys += 1))}`,
    met: () => undefined,
    signedOut: () => {
      signedOut += 1;
    },
    prove: (withCode) => {
      proofs.push(withCode);
      return Promise.resolve(proven);
    },
  };
  const giveUp = (): void => {
    proven = false;
  };
  return { post, calls, waits, proofs, giveUp, signedOut: () => signedOut };
}

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const receipt = { id: 'c1', version: 2, receipt: 'R-1' };
const freeze = {
  method: 'POST',
  url: '/cases/c1/freeze',
  body: { namesSeen: true },
  ifMatch: 1,
  subject: 'c1',
} as const;

const keyOf = ({ init }: Call): string | undefined =>
  (init.headers as Record<string, string>)['Idempotency-Key'];

describe('an act that asks who is there', () => {
  const asked = (code: string): Response => json(403, { code });

  it('goes again as it was, with its key, once the proof is given', async () => {
    const { post, calls, proofs } = scripted(asked('session.prove-with-code'), json(200, receipt));
    expect(await new Sender(post).send(freeze)).toEqual(receipt);
    expect(proofs).toEqual([true]);
    expect(calls[1]).toEqual(calls[0]);
  });

  it('is refused when the proof is not given, and asks nobody for another refusal', async () => {
    const { post, proofs, giveUp } = scripted(asked('session.prove'), asked('forbidden'));
    giveUp();
    const sender = new Sender(post);
    await expect(sender.send(freeze)).rejects.toMatchObject({ problem: { code: 'session.prove' } });
    await expect(sender.send(freeze)).rejects.toMatchObject({ problem: { code: 'forbidden' } });
    expect(proofs).toEqual([false]);
  });
});

describe('a server that asks to be left alone for a while', () => {
  it('is, and then gets the same request', async () => {
    const busy = new Response('{}', { status: 429, headers: { 'retry-after': '7' } });
    const { post, waits } = scripted(busy, json(200, receipt));
    expect(await new Sender(post).send(freeze)).toEqual(receipt);
    expect(waits).toEqual([7000]);
  });
});

describe('sending a write', () => {
  it('carries the key, the version and the mark of the application', async () => {
    const { post, calls } = scripted(json(200, receipt));
    await expect(new Sender(post).send(freeze)).resolves.toEqual(receipt);
    expect(calls[0]?.url).toBe('/api/cases/c1/freeze');
    expect(calls[0]?.init.headers).toEqual({
      'X-Denba': '1',
      'Idempotency-Key': 'key-1',
      'Content-Type': 'application/json',
      'If-Match': '"1"',
    });
  });

  it('tries again with the same key until the network answers', async () => {
    const { post, calls, waits } = scripted('silence', json(503, {}), 'silence', json(200, receipt));
    const sender = new Sender(post);
    await expect(sender.send(freeze)).resolves.toEqual(receipt);
    expect(calls.map(keyOf)).toEqual(['key-1', 'key-1', 'key-1', 'key-1']);
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(sender.sendings()).toEqual([
      { key: 'key-1', subject: 'c1', state: 'received', receipt: 'R-1', problem: null },
    ]);
    expect(sender.waiting()).toBe(0);
  });

  it('says after some tries that this needs the network', async () => {
    const { post, calls } = scripted();
    const sender = new Sender(post);
    await expect(sender.send(freeze)).rejects.toMatchObject({
      problem: { status: 0, code: 'network.needed' },
    });
    expect(calls).toHaveLength(5);
    expect(sender.waiting()).toBe(0);
  });

  it('throws what the server refuses, and does not repeat it', async () => {
    const { post, calls } = scripted(json(409, { code: 'stale', detail: { fr: 'Changé.', en: 'Changed.' } }));
    const sender = new Sender(post);
    await expect(sender.send(freeze)).rejects.toMatchObject({ problem: { status: 409, code: 'stale' } });
    expect(calls).toHaveLength(1);
    expect(sender.sendings()[0]?.state).toBe('refused');
  });

  it('reads a refusal that is no problem document', async () => {
    const { post } = scripted(new Response('<html>', { status: 413 }));
    await expect(new Sender(post).send(freeze)).rejects.toMatchObject({
      problem: { status: 413, code: 'unexpected' },
    });
  });

  it('says when the writer is no longer known', async () => {
    const { post, signedOut } = scripted(json(401, { code: 'session.required' }));
    await expect(new Sender(post).send(freeze)).rejects.toMatchObject({
      problem: { code: 'session.required' },
    });
    expect(signedOut()).toBe(1);
  });

  it('keeps the order of one subject, also after a refusal', async () => {
    const { post, calls } = scripted('silence', json(422, { code: 'refused' }), json(200, receipt));
    const sender = new Sender(post);
    const first = sender.send({ ...freeze, url: '/first' });
    const second = sender.send({ ...freeze, url: '/second' });
    expect(sender.waiting()).toBe(2);
    await expect(first).rejects.toMatchObject({ problem: { code: 'refused' } });
    await second;
    expect(calls.map(({ url }) => url)).toEqual(['/api/first', '/api/first', '/api/second']);
  });
});
