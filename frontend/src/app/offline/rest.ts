/**
 * How long an answer of a form may lie on the device while its writer goes on. What surrounds a request weighs a kilobyte, an answer a
 * tenth of it: half an hour of writing is thirty requests and not a hundred, and 50 kB.
 */
const REST_MS = 60_000;

/** When what may rest leaves: the first at once, what comes within the rest after it all together at its end. */
export class Rest {
  private over = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `leave` sends all that waits. */
  constructor(private readonly leave: () => void) {}

  /** Whether one that was just laid down is left to lie. */
  lies(): boolean {
    const left = this.over - performance.now();
    if (left <= 0) {
      this.end();
      return false;
    }
    this.timer ??= setTimeout(() => {
      this.end();
      this.leave();
    }, left);
    return true;
  }

  /** All that waits is leaving. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.over = performance.now() + REST_MS;
  }
}
