import type { Change } from './local-store';
import type { FileAhead } from './outbox-row';
import type { Write } from './sender';

/**
 * What may wait on this device until there is a network, and how. Whatever is not named here needs the answer of the server now: draws,
 * approvals, seals, exports, accounts. `apart`: patches of single fields, each with the value it replaces, so that one that is refused
 * holds up none of the others.
 */
export const LASTING = {
  notification: { apart: false },
  draft: { apart: true },
  opinion: { apart: true },
  note: { apart: true },
  report: { apart: false },
  progress: { apart: false },
  picture: { apart: false },
} as const satisfies Readonly<Record<string, { readonly apart: boolean }>>;

export type Kind = keyof typeof LASTING;

/** A write that may wait. */
export interface LastingWrite extends Write {
  readonly kind: Kind;
  /** What the writer calls it: a case number, a week. */
  readonly about?: string;
  /** What changes on the device in the same moment: the draft that this write ends. */
  readonly also?: readonly Change[];
  /** It may lie on the device for a minute, to leave with what is written next: its writer goes on. */
  readonly rests?: boolean;
  /** Called once it lies on this device: from then on it may be said to be saved, and not before. */
  readonly kept?: () => void;
  /** A file that goes ahead of this write by pieces. */
  readonly file?: FileAhead & { readonly bytes: Uint8Array };
  /** The record that must have been received before: the case that this device notified. Before a file, all that was written of it. */
  readonly after?: string;
  /** Rows that this write takes the place of: refused ones that were corrected. */
  readonly instead?: readonly string[];
}
