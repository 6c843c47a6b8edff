import { computed, inject, Injectable, signal } from '@angular/core';
import type { PacketSpan, PacketView } from '@domain/audits/audit.js';
import type { PictureBox } from '@domain/cases/attachment.js';
import { Api } from '../../core/api';
import { problemOf, type ProblemView } from '../../core/problem-view';
import { Outbox } from '../../offline/outbox';

/** The packet being prepared: decisions are shown at once and sent one after the other, each on the version of the one before. */
@Injectable()
export class PacketDesk {
  private readonly api = inject(Api);
  private readonly outbox = inject(Outbox);
  private readonly read = signal<PacketView | null>(null);
  private readonly decided = signal<ReadonlyMap<string, readonly PacketSpan[]>>(new Map());
  private readonly trouble = signal<ProblemView | null>(null);
  private readonly reading = signal(false);
  private readonly waiting = new Set<string>();
  private running: Promise<void> | null = null;
  private version = 0;
  private caseId = '';

  readonly view = this.read.asReadonly();
  readonly problem = this.trouble.asReadonly();
  readonly loading = this.reading.asReadonly();
  /** The texts as decided here, sent or on their way. */
  readonly texts = computed(() =>
    (this.read()?.texts ?? []).map((text) => ({
      ...text,
      spans: this.decided().get(text.key) ?? text.spans,
    })),
  );
  readonly undecided = computed(() =>
    this.texts().reduce(
      (sum, { spans }) => sum + spans.filter(({ decision }) => decision === null).length,
      0,
    ),
  );
  readonly marked = computed(() => this.texts().reduce((sum, { spans }) => sum + spans.length, 0));

  async load(caseId: string): Promise<void> {
    this.caseId = caseId;
    this.reading.set(true);
    this.trouble.set(null);
    try {
      const view = await this.api.get<PacketView>(`/cases/${caseId}/packet`);
      this.version = view.version;
      this.decided.set(new Map());
      this.read.set(view);
    } catch (error) {
      this.trouble.set(problemOf(error));
    } finally {
      this.reading.set(false);
    }
  }

  decide(key: string, spans: readonly PacketSpan[]): void {
    this.decided.update((all) => new Map(all).set(key, spans));
    this.waiting.add(key);
    void this.flush();
  }

  /** Resolves when every decision has been received. */
  async flush(): Promise<void> {
    while (this.waiting.size > 0 || this.running !== null) {
      this.running ??= this.sendNext();
      await this.running;
      if (this.trouble() !== null) return;
    }
  }

  /** The pictures for the reviewers, in their order. */
  choose(attachments: readonly string[]): Promise<void> {
    return this.change('choose-pictures', { attachments });
  }

  /** What one of them may not show. */
  cover(attachmentId: string, boxes: readonly PictureBox[]): Promise<void> {
    return this.change('redact-picture', { attachmentId, boxes });
  }

  /** An event of the packet, after the decisions. */
  async fire(event: 'release' | 'withdraw', body: object): Promise<void> {
    await this.flush();
    const view = this.read();
    if (view === null || this.trouble() !== null) return;
    await this.outbox.send({
      method: 'POST',
      url: `/packets/${view.id}/${event}`,
      body,
      ifMatch: this.version,
      subject: view.id,
    });
  }

  /** A change that the packet is read again for. */
  private async change(what: string, body: object): Promise<void> {
    await this.flush();
    const view = this.read();
    if (view === null || this.trouble() !== null) return;
    try {
      await this.outbox.send({
        method: 'POST',
        url: `/packets/${view.id}/${what}`,
        body,
        ifMatch: this.version,
        subject: view.id,
      });
      await this.load(this.caseId);
    } catch (error) {
      this.trouble.set(problemOf(error));
    }
  }

  private async sendNext(): Promise<void> {
    const view = this.read();
    const [key] = this.waiting;
    try {
      if (view === null || key === undefined) return;
      this.waiting.delete(key);
      const { version } = await this.outbox.send({
        method: 'PATCH',
        url: `/packets/${view.id}/spans`,
        body: { key, spans: this.decided().get(key) ?? [] },
        ifMatch: this.version,
        subject: view.id,
      });
      this.version = version;
    } catch (error) {
      if (key !== undefined) this.waiting.add(key);
      this.trouble.set(problemOf(error));
    } finally {
      this.running = null;
    }
  }
}
