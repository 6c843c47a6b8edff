/** Longer than most pauses between two keys on a telephone: a third of a second (Palin et al. 2019, 36 words a minute). Milliseconds. */
const REST = 400;

/**
 * Waits for the fingers to rest: of quick calls the last one runs, after a pause, or at once when the box is left. A form judges itself as a
 * whole with each answer; so each key is painted first, also on a slow phone.
 */
export class Resting {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private work: (() => void) | null = null;

  later(work: () => void): void {
    this.work = work;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.now();
    }, REST);
  }

  now(): void {
    clearTimeout(this.timer);
    const { work } = this;
    this.work = null;
    work?.();
  }
}
