/** What a device asks of the server before it closes anything to it. */
export interface SyncView {
  /** Which life of the database this is. */
  readonly epoch: string;
  /** The public key of the server, an uncompressed P-256 point in base64, and its name. */
  readonly key: { readonly id: string; readonly point: string };
}

/** One write, as it is closed into an envelope. `body` is the text of the request, byte for byte; in base64 where that is no text. */
export interface Enclosed {
  readonly author: string;
  readonly key: string;
  readonly method: string;
  readonly url: string;
  readonly ifMatch: number | null;
  readonly body: string;
  readonly isBytes?: true;
}
