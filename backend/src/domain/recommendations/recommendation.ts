import type { Profession, Role } from '../accounts/person.js';
import type { Answers, Issue } from '../forms/form.js';
import type { Receipt } from '../receipt.js';
import type { Offer } from '../workflow/machine.js';
import type { Audience, Level } from './audience.js';
import type { EscalationLevel } from './escalation.js';
import type { RecommendationEvent, RecommendationState } from './recommendation-workflow.js';

export interface RecommendationRow {
  readonly id: string;
  readonly action: string;
  readonly factor: string;
  readonly level: Level;
  readonly ownerFunction: string;
  readonly strength: string;
  readonly state: RecommendationState;
  /** First and last day of the work, `YYYY-MM-DD`. */
  readonly start: string;
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

/**
 * A recommendation for those who may know its cases. Readers who may not open a case get no source, and neither the problem nor the
 * follow-up member in the answers.
 */
export interface RecommendationView extends RecommendationRow {
  readonly version: number;
  readonly audience: Audience;
  readonly answers: Answers;
  readonly sources: readonly { readonly caseId: string; readonly caseNumber: string }[];
  readonly updates: readonly UpdateView[];
  readonly offers: readonly Offer<RecommendationEvent>[];
  readonly effectDueAt: string | null;
  readonly successorId: string | null;
  readonly mergedInto: string | null;
  readonly blockedSince: string | null;
  /** The level asked to unblock it, when it stood still too long. */
  readonly escalatedTo: EscalationLevel | null;
  /** Month in which it reached the ASACO, `YYYY-MM`. */
  readonly publishedMonth: string | null;
  readonly followedByMe: boolean;
}

/** Command `propose`: what F7 asks, the audit it comes from, the centre concerned when the path has several, what it replaces. */
export interface ProposeCommand {
  readonly id: string;
  readonly caseId: string;
  readonly auditId: string;
  readonly answers: Answers;
  readonly placeId?: number;
  /** A refused or ineffective recommendation that this one takes over from. */
  readonly successorOf?: string;
}

/** Somebody who may follow a recommendation of a case and report on it. */
export interface FollowerView {
  readonly username: string;
  readonly profession: Profession;
  readonly role: Role;
  readonly placeName: string;
}

/** Answer of `propose` and of an edit: the receipt, and what is left to look at (V21: a name in the text). */
export interface Proposed extends Receipt {
  readonly issues: readonly Issue[];
}

/**
 * What the ASACO and other owners see: what, who, by when, where are we, obstacle, decision. Nothing of a case: month only. `id` is
 * an alias that carries no time.
 */
export interface ActionView {
  readonly id: string;
  readonly version: number;
  readonly what: string;
  readonly ownerFunction: string;
  readonly level: Level;
  readonly placeName: string;
  readonly deadline: string;
  readonly publishedMonth: string;
  readonly progressWord: 'not-started' | 'in-progress' | 'blocked' | 'done' | 'verified';
  readonly overdue: boolean;
  readonly obstacle: string | null;
  readonly decision: string | null;
  readonly offers: readonly Offer<RecommendationEvent>[];
}

/** The actions of one meeting; `month` is the running one, `YYYY-MM`. */
export interface ActionsView {
  readonly month: string;
  readonly items: readonly ActionView[];
}

const PROGRESS_WORDS: Readonly<Partial<Record<RecommendationState, ActionView['progressWord']>>> = {
  'in-progress': 'in-progress',
  blocked: 'blocked',
  done: 'done',
  verified: 'verified',
  effective: 'verified',
  ineffective: 'verified',
};

/** Where an action stands, in the few words of a meeting. */
export function progressWordOf(state: RecommendationState): ActionView['progressWord'] {
  return PROGRESS_WORDS[state] ?? 'not-started';
}
