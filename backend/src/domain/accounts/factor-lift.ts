/** A lost second factor that somebody asked to lift, and that waits for a second person. */
export interface FactorLiftView {
  readonly id: string;
  readonly personId: string;
  readonly username: string;
  /** How the first person made sure of who it is. */
  readonly reason: string;
  readonly askedAt: string;
  readonly askedByMe: boolean;
  readonly mayConfirm: boolean;
  readonly version: number;
}
