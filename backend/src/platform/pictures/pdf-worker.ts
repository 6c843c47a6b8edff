import { parentPort, workerData } from 'node:worker_threads';
import { PDFiumLibrary, type PDFiumDocument } from '@hyzyla/pdfium';

/** What this thread is given, and what it says: how many pages there are, then each page as it is asked for. */
export interface PdfTask {
  readonly file: Uint8Array;
  readonly longestSide: number;
}
export type PdfWord =
  | { readonly pages: number }
  | { readonly fault: 'locked' | 'damaged' }
  | { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** Four times the size on paper: a small page is not blown up for nothing. */
const LARGEST_SCALE = 4;

// Run by itself, in the tests as it is written: it imports nothing of ours.
const { file, longestSide } = workerData as PdfTask;

function say(word: PdfWord, given: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(word, [...given]);
}

async function drawn(document: PDFiumDocument, n: number): Promise<void> {
  const page = document.getPage(n);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const scale = Math.min(LARGEST_SCALE, longestSide / Math.max(originalWidth, originalHeight));
  const { width, height, data } = await page.render({ scale, render: 'bitmap', renderFormFields: true });
  const own = Uint8Array.from(data);
  say({ width, height, data: own }, [own.buffer]);
}

/** What cannot be made sense of is a damaged file; the words of the parser tell nothing to anybody. */
function refused(error: unknown): void {
  const isLocked = error instanceof Error && /password/i.test(error.message);
  say({ fault: isLocked ? 'locked' : 'damaged' });
}

try {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(file);
  document.initializeFormFields();
  parentPort?.on('message', (n: number) => {
    drawn(document, n).catch(refused);
  });
  say({ pages: document.getPageCount() });
} catch (error) {
  refused(error);
}
