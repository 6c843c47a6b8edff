import { Injectable } from '@nestjs/common';

/** The only source of the present moment, so that tests and the demonstration can hold it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Local time of Mali, which is UTC all year: `YYYY-MM-DDTHH:MM`. */
  local(): string {
    return this.now().toISOString().slice(0, 16);
  }

  /** Local date of Mali: `YYYY-MM-DD`. */
  today(): string {
    return this.now().toISOString().slice(0, 10);
  }
}

/** A clock that stands where it was set. */
export class SetClock extends Clock {
  constructor(private at: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.at);
  }

  set(at: Date): void {
    this.at = at;
  }

  advance(milliseconds: number): void {
    this.at = new Date(this.at.getTime() + milliseconds);
  }
}
