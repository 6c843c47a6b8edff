const REST = 120;

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
