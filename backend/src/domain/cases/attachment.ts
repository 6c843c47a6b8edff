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

/** How much is taken: bytes of one file as sent, pictures and bytes kept of one case, pixels before and after it is drawn anew. */
export const ATTACHMENT_CAPS = {
  fileBytes: 10 * MEGABYTE,
  perCase: 20,
  caseBytes: 60 * MEGABYTE,
  pixels: 40_000_000,
  interlacedPixels: 6_000_000,
  longestSide: 2400,
  boxes: 60,
} as const;

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
