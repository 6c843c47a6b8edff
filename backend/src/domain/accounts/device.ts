/** One session of one's own that is alive: on which device, since when. `device` is what the browser said of itself. */
export interface DeviceView {
  readonly id: string;
  readonly device: string;
  readonly since: string;
  readonly seenAt: string;
  /** The session that asks. */
  readonly current: boolean;
}
