import type { CaseState } from './case-workflow.js';

/** What a photographed page is. It is all that names it: the name of the file on the telephone is never kept. */
export const ATTACHMENT_KINDS = [
  'register',
  'partograph',
  'prescription',
  'referral-slip',
  'certificate',
  'other',
] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

const MEGABYTE = 1_048_576;

/** How much is taken: bytes of one file as sent, pictures and bytes kept of one case, pixels before and after it is drawn anew, pages of a PDF, and the time and memory that drawing them may take. */
export const ATTACHMENT_CAPS = {
  fileBytes: 10 * MEGABYTE,
  perCase: 20,
  caseBytes: 60 * MEGABYTE,
  pixels: 40_000_000,
  interlacedPixels: 6_000_000,
  longestSide: 2400,
  pages: 12,
  pdfMilliseconds: 20_000,
  pdfBytes: 400 * MEGABYTE,
  boxes: 60,
} as const;

/** Bytes of one piece of a file that is sent by pieces; the last one is shorter. A piece is what a broken network costs. */
export const PIECE_BYTES = 65_536;

/** How much one person may have under way, in files and in announced bytes, and for how long it waits for the rest. */
export const UPLOAD_CAPS = { files: 20, bytes: 40 * MEGABYTE, days: 7 } as const;

/** What is said of a file before its pieces come: its length in bytes and the SHA-256 of the whole, as it will be sent. */
export interface AnnouncedFile {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly size: number;
  readonly sha256: string;
}

/** The pieces that have not arrived, by their number from 0. */
export interface AwaitedPieces {
  readonly missing: readonly number[];
}

/** How many pieces a file of so many bytes has. */
export function piecesIn(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** The length of one piece of it; 0 for a number it does not have. */
export function pieceLength(size: number, n: number): number {
  return Math.max(0, Math.min(PIECE_BYTES, size - n * PIECE_BYTES));
}

/** While the facts of a case are still written, pictures come and go; the frozen file holds the hash of each. */
export const ATTACHABLE: readonly CaseState[] = ['notified', 'documenting'];

/** A picture of a case as its page lists it. */
export interface AttachmentView {
  readonly id: string;
  readonly version: number;
  readonly kind: AttachmentKind;
  /** Its number among those of its kind: "Registre 2". */
  readonly n: number;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly placeName: string;
  readonly mayRemove: boolean;
}

/** The pictures of a case, whether the reader may add one now, and how much room is left. */
export interface AttachmentsView {
  readonly mayAttach: boolean;
  readonly left: number;
  readonly attachments: readonly AttachmentView[];
}

/** A rectangle over a picture, in its pixels, from the upper left corner. */
export interface PictureBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
