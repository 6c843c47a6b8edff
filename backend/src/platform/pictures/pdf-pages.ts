import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '../../domain/problem.js';
import type { PdfTask, PdfWord } from './pdf-worker.js';
import type { Raster } from './raster.js';

/** How many pages of a PDF are drawn, how large, and what that may cost in all. */
export interface PdfCaps {
  readonly pages: number;
  readonly longestSide: number;
  readonly pdfMilliseconds: number;
  readonly pdfBytes: number;
}

const LOOK_MS = 50;
/** Beside this file, as it is run: compiled on a server, as written in the tests. */
const WORKER = new URL(`./pdf-worker${extname(import.meta.url)}`, import.meta.url);

/**
 * The pages of a PDF as bare pixels, one at a time. PDFium draws them, compiled to WebAssembly without its script engine, in a thread of
 * its own that is ended when it takes too long or too much memory. Nothing else of the file is looked at.
 */
export async function* pdfPages(file: Buffer, caps: PdfCaps): AsyncGenerator<Raster> {
  const { pages: most, longestSide } = caps;
  const task: PdfTask = { file: Uint8Array.from(file), longestSide };
  const worker = new Worker(WORKER, { workerData: task, stdout: true, stderr: true });
  const unwatch = watched(worker, caps);
  try {
    const opened = await wordOf(worker);
    const count = 'pages' in opened ? opened.pages : 0;
    if (count === 0) throw damaged();
    if (count > most) throw new Problem('invalid', 'attachment.pdf-pages', { params: { limit: most } });
    for (let n = 0; n < count; n += 1) {
      const word = wordOf(worker);
      worker.postMessage(n);
      const page = await word;
      if (!('data' in page)) throw damaged();
      const { width, height, data } = page;
      yield { width, height, data: Buffer.from(data.buffer, data.byteOffset, data.length), channels: 4 };
    }
  } finally {
    unwatch();
    await worker.terminate();
  }
}

const damaged = (): Problem => new Problem('invalid', 'attachment.pdf-damaged');

/** The next thing that the thread says; a thread that ends instead had a file that nobody can draw. */
function wordOf(worker: Worker): Promise<PdfWord> {
  return new Promise((resolve, reject) => {
    const end = (outcome: () => void): void => {
      worker.off('message', said).off('error', died).off('exit', died);
      outcome();
    };
    const died = (): void => {
      end(() => {
        reject(damaged());
      });
    };
    const said = (word: PdfWord): void => {
      end(() => {
        if (!('fault' in word)) resolve(word);
        else reject(word.fault === 'locked' ? new Problem('invalid', 'attachment.pdf-locked') : damaged());
      });
    };
    worker.on('message', said).on('error', died).on('exit', died);
  });
}

/** Memory of WebAssembly has no limit of its own: it is looked at from outside. */
function watched(worker: Worker, { pdfMilliseconds, pdfBytes }: PdfCaps): () => void {
  const before = process.memoryUsage.rss();
  const end = setTimeout(() => void worker.terminate(), pdfMilliseconds);
  const look = setInterval(() => {
    if (process.memoryUsage.rss() - before > pdfBytes) void worker.terminate();
  }, LOOK_MS);
  return () => {
    clearTimeout(end);
    clearInterval(look);
  };
}
