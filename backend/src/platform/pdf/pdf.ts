import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type * as Pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

const FONTS = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
);

const ROBOTO = {
  normal: join(FONTS, 'Roboto-Regular.ttf'),
  bold: join(FONTS, 'Roboto-Medium.ttf'),
  italics: join(FONTS, 'Roboto-Italic.ttf'),
  bolditalics: join(FONTS, 'Roboto-MediumItalic.ttf'),
};

/** The library is loaded with the first document: most servers never print, and it weighs on memory. */
async function printer(): Promise<typeof Pdfmake> {
  const { default: pdfmake } = (await import('pdfmake')) as unknown as { readonly default: typeof Pdfmake };
  pdfmake.setFonts({ Roboto: ROBOTO });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => resolve(path).startsWith(FONTS));
  return pdfmake;
}

/** An A4 document as bytes, with a last line at the foot of each page. It reads no address and no file but its own fonts. */
export async function pdfOf(definition: TDocumentDefinitions, foot: string | null = null): Promise<Buffer> {
  const pdfmake = await printer();
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageMargins: [34, 34, 34, 48],
      defaultStyle: { font: 'Roboto', fontSize: 11 },
      ...definition,
      ...(foot === null ? {} : { footer: withLine(definition.footer as Content, foot) }),
    })
    .getBuffer();
}

function withLine(footer: Content, line: string): Content {
  return { stack: [footer, { text: line, fontSize: 7, color: '#555', margin: [34, 1, 34, 0] }] };
}
