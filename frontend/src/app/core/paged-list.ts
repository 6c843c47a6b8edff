import { inject, linkedSignal, signal, type Signal } from '@angular/core';
import type { Page } from '@domain/receipt.js';
import { Api, type Reading } from './api';
import { problemOf, type ProblemView } from './problem-view';

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A list read page after page. `problem` is that of the last page asked for; that of the first is `first.problem`. */
export interface PagedList<Row> {
  readonly first: Reading<Page<Row>>;
  readonly items: Signal<readonly Row[]>;
  readonly next: Signal<string | null>;
  readonly reading: Signal<boolean>;
  readonly problem: Signal<ProblemView | null>;
  readonly readOn: () => Promise<void>;
}

/**
 * Reads a list and goes on where it stopped (injection context only; a query that is `undefined` reads nothing). Drawn with `app-read-on`.
 *
 *     protected readonly list = pagedList<PersonView>('/people', () => ({ search: this.recherche() }));
 */
export function pagedList<Row>(path: string, query: () => Query | undefined): PagedList<Row> {
  const api = inject(Api);
  const first = api.read<Page<Row>>(() => {
    const asked = query();
    return asked === undefined ? undefined : withQuery(path, asked);
  });
  const items = linkedSignal<readonly Row[]>(() => first.value()?.items ?? []);
  const next = linkedSignal<string | null>(() => first.value()?.next ?? null);
  const reading = signal(false);
  const problem = signal<ProblemView | null>(null);
  const readOn = async (): Promise<void> => {
    const cursor = next();
    if (cursor === null || reading()) return;
    const before = first.value();
    reading.set(true);
    problem.set(null);
    try {
      const page = await api.list<Row>(path, { ...query(), cursor });
      if (first.value() !== before) return;
      items.update((all) => [...all, ...page.items]);
      next.set(page.next);
    } catch (error) {
      problem.set(problemOf(error));
    } finally {
      reading.set(false);
    }
  };
  return { first, items, next, reading, problem, readOn };
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === null || value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
