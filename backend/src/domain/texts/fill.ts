/** A sentence with each `{name}` replaced by its parameter; a name without parameter stays visible, so that a test sees it. */
export function fill(sentence: string, params: Readonly<Record<string, string | number>> = {}): string {
  return sentence.replaceAll(/\{([a-zA-Z0-9]+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}
