import pg from 'pg';

/** What befalls a statement: PostgreSQL refuses it, the connection ends before it is sent, or after it was done. */
export const BREAKS = ['refused', 'cut before', 'cut after'] as const;
export type Break = (typeof BREAKS)[number];

type Query = (this: pg.Client, ...given: unknown[]) => unknown;
interface Wired {
  readonly connection: { readonly stream: { destroy(): void } };
}

/** Breaks one statement of the server in this process, the n-th after it was armed. */
export class StatementBreaker {
  private readonly client = pg.Client.prototype as { query: Query };
  private readonly send = this.client.query;
  private armed: { readonly nth: number; readonly how: Break } | null = null;
  /** Statements sent since it was armed. */
  sent = 0;

  constructor() {
    const befall = (client: pg.Client, given: unknown[]): unknown => this.befall(client, given);
    this.client.query = function query(...given) {
      return befall(this, given);
    };
  }

  arm(nth: number, how: Break): void {
    this.sent = 0;
    this.armed = { nth, how };
  }

  disarm(): void {
    this.armed = null;
  }

  remove(): void {
    this.client.query = this.send;
  }

  private befall(client: pg.Client, given: unknown[]): unknown {
    const send = (...text: unknown[]): unknown => this.send.call(client, ...text);
    if (this.armed === null) return send(...given);
    this.sent += 1;
    if (this.sent !== this.armed.nth) return send(...given);
    const cut = (): void => {
      (client as unknown as Wired).connection.stream.destroy();
    };
    switch (this.armed.how) {
      case 'refused':
        return send('SELECT 1 / 0', ...given.filter((one) => typeof one === 'function'));
      case 'cut before':
        cut();
        return send(...given);
      case 'cut after':
        return (send(...given) as Promise<unknown>).then(() => {
          cut();
          throw new Error('Connection terminated unexpectedly');
        });
    }
  }
}
