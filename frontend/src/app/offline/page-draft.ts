import { DestroyRef, inject } from '@angular/core';
import type { DraftSaved } from '@domain/cases/case.js';
import type { Answers } from '@domain/forms/form.js';
import { DraftSaver } from './draft-saver';
import type { LastingWrite } from './kinds';
import type { Outbox } from './outbox';

/** A draft of a page: where it is saved, and what the server says of it. */
export interface PageDraft {
  readonly answers: Answers;
  readonly kind: LastingWrite['kind'];
  readonly url: string;
  readonly subject: string;
  /** The case, which the server may have to hear of first. */
  readonly after?: string;
  /** What the writer calls it: a case number. */
  readonly about?: string;
}

/**
 * A draft saver that lives with the component (injection context only): it takes up what this device still holds of the draft, and also
 * sends when the page is hidden or left.
 *
 *     const saver = draftSaver({ answers: draft.answers, kind: 'draft', url, subject }, outbox, destroyRef);
 *     <app-form-pages [state]="state" [saver]="saver" />
 */
export function draftSaver(
  { answers, kind, url, subject, about = '', after }: PageDraft,
  outbox: Outbox,
  destroyRef: DestroyRef = inject(DestroyRef),
): DraftSaver {
  const saver = new DraftSaver({
    answers,
    send: (patches, instead, kept, rests) =>
      outbox.send<DraftSaved>({
        kind,
        method: 'PATCH',
        url,
        body: { patches },
        subject,
        about,
        instead,
        kept,
        rests,
        ...(after === undefined ? {} : { after }),
      }),
    leave: () => outbox.desk.leave(),
    chosen: (key, question) => void outbox.choose(key, question, 'theirs'),
  });
  void outbox.desk.loaded().then(() => {
    saver.takeUp(outbox.rows().filter((row) => row.url === url));
  });
  const stopWatching = outbox.watch(url, (row, answer) => {
    saver.settled(row, answer);
  });
  const flush = (): void => {
    void saver.flush();
  };
  const flushWhenHidden = (): void => {
    if (document.visibilityState === 'hidden') flush();
  };
  addEventListener('pagehide', flush);
  // What lies on the disk leaves later; what is in the memory of this page must leave now.
  const forgetLock = outbox.beforeLocking(() => (outbox.lasting() ? saver.keep() : saver.flush()));
  document.addEventListener('visibilitychange', flushWhenHidden);
  destroyRef.onDestroy(() => {
    removeEventListener('pagehide', flush);
    document.removeEventListener('visibilitychange', flushWhenHidden);
    void saver.flush().then(() => {
      stopWatching();
      forgetLock();
    });
  });
  return saver;
}
