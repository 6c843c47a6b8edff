import type { Answers } from '../forms/form.js';
import type { Offer } from '../workflow/machine.js';
import type { RecommendationEvent, RecommendationState } from './recommendation-workflow.js';

export interface RecommendationRow {
  readonly id: string;
  readonly action: string;
  readonly factor: string;
  readonly level: string;
  readonly ownerFunction: string;
  readonly strength: string;
  readonly state: RecommendationState;
  readonly deadline: string;
  readonly overdue: boolean;
  readonly placeName: string;
}

/** One point of follow-up; append-only. */
export interface UpdateView {
  readonly at: string;
  readonly byRole: string;
  readonly progress: number | null;
  readonly obstacle: string | null;
  readonly decision: string | null;
  readonly proof: string | null;
  readonly event: string | null;
}

/** A recommendation for those who may know its cases. */
export interface RecommendationView extends RecommendationRow {
  readonly version: number;
  readonly answers: Answers;
  readonly sources: readonly { readonly caseId: string; readonly caseNumber: string }[];
  readonly updates: readonly UpdateView[];
  readonly offers: readonly Offer<RecommendationEvent>[];
  readonly effectDueAt: string | null;
  readonly successorId: string | null;
}

/** What the ASACO sees: what, who, by when, where are we, obstacle, decision. Nothing of a case: month only. */
export interface ActionView {
  readonly id: string;
  readonly version: number;
  readonly what: string;
  readonly ownerFunction: string;
  readonly deadline: string;
  readonly publishedMonth: string;
  readonly progressWord: 'not-started' | 'in-progress' | 'blocked' | 'done' | 'verified';
  readonly overdue: boolean;
  readonly obstacle: string | null;
  readonly decision: string | null;
  readonly offers: readonly Offer<RecommendationEvent>[];
}
