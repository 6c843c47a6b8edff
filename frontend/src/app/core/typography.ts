const NBSP = '\u00a0';

/**
 * French spaces that may not break: before : ; ? ! » %, after «, between a number and its unit. Texts are written with
 * ordinary spaces and pass through here once, when they are loaded.
 */
export function frenchSpaces(text: string): string {
  return text
    .replace(/ ([:;?!»%])/g, `${NBSP}$1`)
    .replace(/« /g, `«${NBSP}`)
    .replace(/N° /g, `N°${NBSP}`)
    .replace(
      /(\d|\}) (?=(?:h|j|s|min|g|kg|km|cm|mm|mL|L|SA|ans|an|mois|jours|jour|°C|ko|Mo)(?![\p{L}]))/gu,
      `$1${NBSP}`,
    )
    .replace(/(\d) (?=\d{3}(?!\d))/g, `$1${NBSP}`);
}

/** Two words held by a slash may stand on two lines where there is no room: "Évaluation/surveillance". */
export function breakable(text: string): string {
  return text.replace(/(?<=\p{L})\/(?=\p{L})/gu, '/\u200b');
}
