import type { Reply } from './outbox-row';

/** What an answer of the server says to an outbox. A pause longer than five minutes is not waited for. */
export async function replyOf(response: Response): Promise<Reply> {
  const { headers, status } = response;
  const seconds = Number(headers.get('retry-after') ?? 0);
  const date = Date.parse(headers.get('date') ?? '');
  return {
    status,
    body: readJson(await response.text()),
    epoch: headers.get('x-denba-epoch'),
    wait: Number.isFinite(seconds) ? Math.min(300, Math.max(0, seconds)) * 1000 : 0,
    at: Number.isNaN(date) ? null : date,
  };
}

/** `null` where the text is no JSON: the page of a hotel's network, an answer cut short. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
