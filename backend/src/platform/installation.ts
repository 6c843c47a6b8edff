/** What the running server tells of itself, without its secrets. */
export class Installation {
  constructor(
    readonly version: string,
    readonly isDemonstration: boolean,
    /** Served over TLS. */
    readonly isSecure: boolean,
  ) {}
}
