import type { Kept, KeptReadings, KeptSource } from '../core/kept';
import { problemOf } from '../core/problem-view';
import type { Replica } from './replica';

/** After so long a silence what is kept will do. */
const PATIENCE = 3_000;

/** Shows what the replica holds when the server does not answer, or not soon. */
export class KeptShelf implements KeptSource {
  constructor(
    private readonly replica: Replica,
    private readonly readings: Pick<KeptReadings, 'show'>,
    private readonly patience = PATIENCE,
  ) {}

  /** What cannot be opened is as good as absent: the page says that there is no network. */
  find(asked: string): Promise<Kept | null> {
    return this.replica.find(asked).catch(() => null);
  }

  async instead<T>(asked: string, answer: Promise<T>): Promise<T> {
    const answered = answer.then(
      () => null,
      (error: unknown) => this.insteadOf(problemOf(error).status, asked),
    );
    const kept = await Promise.race([answered, this.afterPatience(asked)]);
    if (kept === null) return answer;
    if (kept.mine === undefined) this.readings.show(kept.at);
    return kept.body as T;
  }

  /** What the server has never heard of is absent there, and may have been made here. */
  private async insteadOf(status: number, asked: string): Promise<Kept | null> {
    if (status !== 0 && status !== 404) return null;
    const kept = await this.find(asked);
    return status === 0 || kept?.mine !== undefined ? kept : null;
  }

  /** Without anything kept the network has all its time. */
  private async afterPatience(asked: string): Promise<Kept> {
    await new Promise((resolve) => setTimeout(resolve, this.patience));
    const kept = await this.find(asked);
    return kept ?? new Promise<never>(() => undefined);
  }
}
