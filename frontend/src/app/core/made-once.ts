/** A maker whose products are kept: a format of a language takes a hundred times longer to make than to use. */
export function madeOnce<Options extends object, Made>(
  make: (language: string, options: Options) => Made,
): (language: string, options: Options) => Made {
  const kept = new Map<string, Made>();
  return (language, options) => {
    const key = language + JSON.stringify(options);
    const found = kept.get(key) ?? make(language, options);
    kept.set(key, found);
    return found;
  };
}
