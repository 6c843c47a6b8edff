/** An act as the journal keeps it, cut into what its words are found by. `asked` is what two people decide on. */
export interface ActKey {
  readonly command: string;
  readonly asked: string | null;
}

const BY_METHOD: Readonly<Record<string, string>> = {
  GET: 'read',
  POST: 'create',
  PATCH: 'update',
  PUT: 'update',
  DELETE: 'remove',
};
const TWO_PERSON = /^(ask|approve|reject)-(.+)$/;

/** Reads a command: its own word, the route of a refused request ("POST /people/:id/disable"), or the act of a second person. */
export function actKeyOf(text: string): ActKey {
  const two = TWO_PERSON.exec(text);
  if (two?.[1] !== undefined && two[2] !== undefined) return { command: two[1], asked: two[2] };
  if (!text.includes('/')) return { command: text, asked: null };
  const [method = '', route = ''] = text.split(' ');
  const parts = route.split('/').filter((part) => part !== '' && part !== 'api');
  const last = parts.at(-1) ?? '';
  const isRecord = parts.length <= 1 || last.startsWith(':') || last.startsWith('{');
  return { command: isRecord ? (BY_METHOD[method] ?? 'other') : last, asked: null };
}
