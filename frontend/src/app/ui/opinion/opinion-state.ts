import { computed, inject, signal, type Signal } from '@angular/core';
import { minutesOf } from '@domain/forms/local-time.js';
import type { Answers, Context } from '@domain/forms/form.js';
import { getForm } from '@domain/forms/registry.js';
import { localNow } from '../../core/formats';
import type { DraftSaver } from '../../offline/draft-saver';
import { Outbox } from '../../offline/outbox';
import { draftSaver } from '../../offline/page-draft';
import { FormState, type RelativeCalendar } from '../form-renderer/form-state';
import { OpinionNotes } from './opinion-notes';
import type { DestroyRef } from '@angular/core';

/** Questions of an opinion whose value stands in a note already. */
export const SAID_IN_NOTES = ['d3_h', 'd3_h_censored', 'no_definitive_treatment'] as const;

/** An opinion as the server gives it. */
export interface OpinionGiven {
  readonly auditId: string;
  readonly formVersion?: number;
  readonly answers: Answers;
  readonly keptWarnings: Readonly<Record<string, string>>;
  readonly context: Pick<Context, 'documents' | 'facts'>;
  readonly writable: boolean;
  readonly places?: Readonly<Record<string, string>>;
  /** H0 on the neutral calendar, for a blind opinion. */
  readonly start?: string;
}

/** An opinion being written: its form, live, and what keeps it. */
export interface OpinionDraft {
  readonly state: FormState;
  readonly saver: DraftSaver;
}

/** Makes what opens a given opinion (injection context only): the answers go out field by field to the server. */
export function opinionOpener(): (given: OpinionGiven, destroyRef: DestroyRef) => OpinionDraft {
  const outbox = inject(Outbox);
  const notes = inject(OpinionNotes);
  return (given, destroyRef) => {
    const url = `/audits/${given.auditId}/opinion`;
    const subject = `draft:${given.auditId}`;
    const saver = draftSaver({ answers: given.answers, kind: 'opinion', url, subject }, outbox, destroyRef);
    const kept = signal(given.keptWarnings);
    const context: Signal<Context> = signal({ now: localNow(), ...given.context });
    const relative = given.start === undefined ? null : calendarOf(given.start, given.context.documents);
    const state: FormState = new FormState({
      form: getForm('opinion', given.formVersion),
      answers: saver.answers,
      context,
      patch: (patch) => {
        saver.patch(patch);
      },
      left: () => void saver.left(),
      writable: signal(given.writable),
      places: signal(given.places ?? {}),
      keptWarnings: kept,
      keep: async (code, reason) => {
        await saver.flush();
        await outbox.send({
          method: 'PATCH',
          url: `${url}/kept-warnings`,
          body: { code, reason },
          subject,
        });
        kept.update((all) => ({ ...all, [code]: reason }));
      },
      notes: computed(() => notes.of(saver.answers(), context(), state.validation().computed)),
      ...(relative === null ? {} : { relative }),
    });
    return { state, saver };
  };
}

const MOST_DAYS = 60;

/** The days a blind answer may fall on: from the first to the last time of the packet. */
function calendarOf(start: string, documents: Readonly<Record<string, Answers>>): RelativeCalendar {
  const origin = Math.floor((minutesOf(start) ?? 0) / 1440);
  const days = [...JSON.stringify(documents).matchAll(/\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/g)]
    .flatMap(([text]) => minutesOf(text) ?? [])
    .map((minutes) => Math.floor(minutes / 1440) - origin)
    .filter((day) => Math.abs(day) <= MOST_DAYS);
  return { start, days: [Math.min(0, ...days), Math.max(0, ...days)] };
}
