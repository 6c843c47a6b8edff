import { inject, Injectable, signal } from '@angular/core';
import type { GateView, ReviewView } from '@domain/audits/audit.js';
import { Api } from '../core/api';
import { problemOf, type ProblemView } from '../core/problem-view';

/** Whether the declaration was made and the packet lies open. */
export function isReview(view: GateView | ReviewView): view is ReviewView {
  return 'packet' in view;
}

/** The one file that a reviewer has before them: what the gate shows, or what lies behind it. */
@Injectable({ providedIn: 'root' })
export class ReviewDesk {
  private readonly api = inject(Api);
  private readonly found = signal<GateView | ReviewView | null>(null);
  private readonly trouble = signal<ProblemView | null>(null);
  readonly view = this.found.asReadonly();
  readonly problem = this.trouble.asReadonly();

  async load(id: string): Promise<void> {
    this.trouble.set(null);
    try {
      this.found.set(await this.api.get<GateView | ReviewView>(`/audits/${id}`));
    } catch (error) {
      this.found.set(null);
      this.trouble.set(problemOf(error));
    }
  }
}
