const text = (content: string): Buffer => Buffer.from(content, 'latin1');

/** A PDF by hand, from its objects; the first is the catalog. */
export function pdfFrom(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts = [text('%PDF-1.7\n')];
  const places: number[] = [];
  let at = parts[0]?.length ?? 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    at += part.length;
  };
  objects.forEach((object, n) => {
    places.push(at);
    add(Buffer.concat([text(`${String(n + 1)} 0 obj\n`), Buffer.from(object), text('\nendobj\n')]));
  });
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  add(text(`xref\n0 ${size}\n0000000000 65535 f \n${lines}`));
  const start = at - lines.length - text(`xref\n0 ${size}\n0000000000 65535 f \n`).length;
  add(text(`trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${String(start)}\n%%EOF\n`));
  return Buffer.concat(parts);
}

export function streamOf(dictionary: string, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([
    text(`<< ${dictionary} /Length ${String(bytes.length)} >>\nstream\n`),
    bytes,
    text('\nendstream'),
  ]);
}

export const SECRET_OF_PDF = 'Coulibaly Aminata, Tiendo';

/** So many pages, each with a bar of its own length; with a script, a hidden file and names in what is said about it. */
export function recordsPdf(pages: number, alike = false): Buffer {
  const first = 5;
  const kids = Array.from({ length: pages }, (_, n) => `${String(first + 2 * n)} 0 R`).join(' ');
  return pdfFrom(
    [
      `<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://x'\\)) >>
        /Names << /EmbeddedFiles << /Names [(script.exe) 3 0 R] >> >> >>`,
      `<< /Type /Pages /Kids [${kids}] /Count ${String(pages)} >>`,
      '<< /Type /Filespec /F (script.exe) /EF << /F 4 0 R >> >>',
      streamOf('/Type /EmbeddedFile', `<script>${SECRET_OF_PDF}</script>`),
      ...Array.from({ length: pages }, (_, n) => [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${String(first + 2 * n + 1)} 0 R >>`,
        streamOf('', `0.2 g 40 400 ${String(alike ? 100 : 40 * (n + 1))} 80 re f % ${SECRET_OF_PDF}`),
      ]).flat(),
      `<< /Title (${SECRET_OF_PDF}) /Author (${SECRET_OF_PDF}) >>`,
    ],
    `/Info ${String(first + 2 * pages)} 0 R`,
  );
}

/** A page that draws a thing that draws a thing: ten to the power of so many. */
export function endlessPdf(depth: number): Buffer {
  const box = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';
  const forms = Array.from({ length: depth }, (_, n) =>
    n + 1 === depth
      ? streamOf(box, '0 0 9 9 re f')
      : streamOf(`${box} /Resources << /XObject << /F ${String(6 + n)} 0 R >> >>`, '/F Do '.repeat(10)),
  );
  return pdfFrom([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>',
    streamOf('', '/F Do '.repeat(10)),
    ...forms,
  ]);
}
