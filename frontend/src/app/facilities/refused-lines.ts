/** A refused line in words. */
export interface RefusedWords {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/** One cell of a CSV file; a cell that a spreadsheet would take for a formula is made text. */
function cell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The refused lines as a CSV file, with their reason: what a spreadsheet opens and corrects. */
export function refusedFile(heading: readonly string[], rows: readonly RefusedWords[]): Blob {
  const lines = [heading, ...rows.map(({ line, text, reason }) => [String(line), reason, text])];
  const csv = lines.map((cells) => cells.map(cell).join(';')).join('\r\n');
  return new Blob([`\ufeff${csv}\r\n`], { type: 'text/csv;charset=utf-8' });
}
