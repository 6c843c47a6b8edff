import { HttpClient, HttpErrorResponse, HttpEventType, type HttpInterceptorFn } from '@angular/common/http';
import { computed, inject, Injectable, resource, type Signal } from '@angular/core';
import { firstValueFrom, tap } from 'rxjs';
import type { Page } from '@domain/receipt.js';
import { Connectivity } from './connectivity';
import { KeptReadings } from './kept';
import { PROVE, proofAsked } from './proof';
import { parseProblem, problemOf, Refusal, type ProblemView } from './problem-view';

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What a page reads: never throws; the last good value stays while it is read again, and what this device keeps is there at once. */
export interface Reading<T> {
  readonly value: Signal<T | undefined>;
  readonly problem: Signal<ProblemView | null>;
  readonly loading: Signal<boolean>;
  readonly reload: () => void;
  /** Replaces the value at hand, for an answer that already carries the new one. */
  readonly set: (value: T) => void;
}

/** Reading from the server. Writes go through `Outbox.send`, and nowhere else. */
@Injectable({ providedIn: 'root' })
export class Api {
  private readonly http = inject(HttpClient);
  private readonly prove = inject(PROVE);
  private readonly kept = inject(KeptReadings);

  /** `get<CaseView>('/cases/' + id)`, or what this device keeps of it when the network is silent; throws `Refusal`. */
  get<T>(path: string, query: Query = {}): Promise<T> {
    const given = new URLSearchParams(
      Object.entries(present(query)).map(([key, value]) => [key, String(value)]),
    );
    return this.kept.instead(
      given.size === 0 ? path : `${path}?${given.toString()}`,
      this.answer<T>(path, query),
    );
  }

  private async answer<T>(path: string, query: Query): Promise<T> {
    try {
      return await firstValueFrom(this.http.get<T>(`/api${path}`, { params: present(query) }));
    } catch (error) {
      throw new Refusal(problemOf(error));
    }
  }

  /** A page of a list: `list<CaseRow>('/cases', { state: 'ready', cursor })`. */
  list<T>(path: string, query: Query = {}): Promise<Page<T>> {
    return this.get<Page<T>>(path, query);
  }

  /** A file that the server makes, a PDF for instance. Throws `Refusal`. */
  async file(path: string): Promise<Blob> {
    try {
      return await firstValueFrom(this.http.get(`/api${path}`, { responseType: 'blob' }));
    } catch (error) {
      const problem = await problemOfFile(error);
      const asked = proofAsked(problem);
      if (asked !== null && (await this.prove(asked === 'code'))) return this.file(path);
      throw new Refusal(problem);
    }
  }

  /** Asks a question that needs a body; nothing is written. Only `person` is answered, where one is named. Throws `Refusal`. */
  async ask<T>(path: string, body: unknown, person: string | null = null): Promise<T> {
    const headers = { 'X-Denba': '1', ...(person === null ? {} : { 'X-Denba-Author': person }) };
    try {
      return await firstValueFrom(this.http.post<T>(`/api${path}`, body, { headers }));
    } catch (error) {
      throw new Refusal(problemOf(error));
    }
  }

  /**
   * A value that follows its path (injection context only; `undefined` reads nothing):
   *
   *     protected readonly found = this.api.read<CaseView>(() => `/cases/${this.id()}`);
   *     @if (found.value(); as view) { ... } @else if (found.problem(); as problem) { <app-problem-banner [problem]="problem" (retry)="found.reload()" /> }
   */
  read<T>(path: () => string | undefined): Reading<T> {
    const early = resource({ params: path, loader: ({ params }) => this.kept.find(params) });
    const asked = computed(() => {
      const now = path();
      return now === undefined ? undefined : { path: now, round: this.kept.round() };
    });
    const source = resource({ params: asked, loader: ({ params }) => this.get<T>(params.path) });
    const kept = computed(() => (early.hasValue() ? (early.value()?.body as T | undefined) : undefined));
    return {
      value: computed(() => (source.hasValue() ? source.value() : source.error() ? undefined : kept())),
      problem: computed(() => {
        const error = source.error();
        return error === undefined ? null : problemOf(error.cause instanceof Refusal ? error.cause : error);
      }),
      loading: source.isLoading,
      reload: () => source.reload(),
      set: (value) => {
        source.set(value);
      },
    };
  }
}

/** The refusal of a file comes as bytes too. */
async function problemOfFile(error: unknown): Promise<ProblemView> {
  if (!(error instanceof HttpErrorResponse) || !(error.error instanceof Blob)) return problemOf(error);
  try {
    return parseProblem(error.status, JSON.parse(await error.error.text()));
  } catch {
    return parseProblem(error.status, null);
  }
}

function present(query: Query): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      value === null || value === undefined || value === '' ? [] : [[key, value]],
    ),
  );
}

/** Tells `Connectivity` what every read met. */
export const watchNetwork: HttpInterceptorFn = (request, next) => {
  const connectivity = inject(Connectivity);
  return next(request).pipe(
    tap({
      // That a request was sent is told too, and proves nothing.
      next: ({ type }) => {
        if (type !== HttpEventType.Sent) connectivity.met('answer');
      },
      error: (error: unknown) => {
        connectivity.met(error instanceof HttpErrorResponse && error.status === 0 ? 'silence' : 'answer');
      },
    }),
  );
};
