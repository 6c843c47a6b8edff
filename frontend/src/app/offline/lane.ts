import type { Pass } from './outbox-core';

const LONGEST_PAUSE = 60_000;

/** Sends in passes what waits of one sort: once more when it is asked meanwhile, and by itself after a pause while something is left. */
export class Lane {
  private running: Promise<void> | null = null;
  private isAskedAgain = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `pass` gives `null` while there is nobody to send for. */
  constructor(private readonly pass: () => Promise<Pass | null>) {}

  pump(): Promise<void> {
    this.isAskedAgain = true;
    return (this.running ??= this.passes()
      .catch(() => {
        // The store could not be written: nothing was sent, and it is tried again.
        this.comeBack({ left: 1, wait: LONGEST_PAUSE, signedOut: false });
      })
      .finally(() => {
        this.running = null;
      }));
  }

  /** Something has arrived: the next pause is a short one. */
  settled(): void {
    this.failures = 0;
  }

  private async passes(): Promise<void> {
    clearTimeout(this.timer);
    let pass: Pass | null = null;
    while (this.isAskedAgain) {
      this.isAskedAgain = false;
      pass = await this.pass();
    }
    if (pass !== null && !pass.signedOut && pass.left > 0) this.comeBack(pass);
  }

  /** Not all devices of a district at the same moment, once the network is back. */
  private comeBack({ wait }: Pass): void {
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** this.failures);
    this.failures += 1;
    clearTimeout(this.timer);
    const [drawn = 0] = crypto.getRandomValues(new Uint8Array(1));
    this.timer = setTimeout(() => void this.pump(), Math.max(wait, pause * (0.75 + drawn / 512)));
  }
}
