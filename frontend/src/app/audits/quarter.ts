/** `2026-Q1` in two parts, for the words of a language. */
export function quarterWords(quarter: string): { readonly n: string; readonly year: string } {
  const [year = '', n = ''] = quarter.split('-Q');
  return { n, year };
}
