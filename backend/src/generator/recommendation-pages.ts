import type { Answers } from '../domain/forms/form.js';
import { textOf } from '../domain/forms/read.js';
import { getForm } from '../domain/forms/registry.js';
import type { Audience, Level } from '../domain/recommendations/audience.js';
import { effectDueOn } from '../domain/recommendations/deadlines.js';
import { isStanding } from '../domain/recommendations/standing-actions.js';
import {
  recommendationMachine,
  type RecommendationEvent,
  type RecommendationFacts,
  type RecommendationState,
} from '../domain/recommendations/recommendation-workflow.js';
import { NOTHING } from '../domain/workflow/machine.js';
import { UNASKED } from '../recommendations/recommendation-transitions.js';
import { proposalsFor, type ProposedRemedy } from './clinical/proposals.js';
import type { CaseLine } from './case-line.js';
import type { Held } from './land.js';
import { instant, type Pen } from './pen.js';
import { dateOf } from './script.js';
import { walked } from './walked.js';

const DAY = 1440;

/** A recommendation as it comes to rest. */
export interface RestingRecommendation {
  readonly id: string;
  readonly alias: string;
  readonly state: RecommendationState;
  readonly level: Level;
  readonly audience: Audience;
  readonly action: string;
  readonly factor: string;
  readonly placeId: number;
  readonly openedAt: number;
  readonly stateSince: number;
  /** When nothing more was to be done for it. */
  readonly endedAt: number | null;
  readonly deadline: string;
  readonly follower: Held;
  readonly proposer: Held;
  readonly answers: Answers;
  readonly proposedAt: number;
  readonly steps: readonly Step[];
}

/** One event of a recommendation: when, by whom, with which facts. */
export type Step = readonly [
  event: RecommendationEvent,
  at: number,
  by: Held,
  facts?: Partial<RecommendationFacts>,
];

/** The recommendations of one case: proposed in its session, followed as far as the case has come. */
export class RecommendationPages {
  constructor(
    private readonly pen: Pen,
    private readonly line: CaseLine,
    private readonly auditId: string,
    private readonly now: number,
  ) {}

  write(): readonly RestingRecommendation[] {
    const { script } = this.line;
    const { sealed } = script.times;
    if (sealed === undefined || script.ending === 'none') return [];
    const retained = script.opinion['factors'];
    if (retained === undefined) return [];
    const most = this.pen.random.whole(1, 3);
    const { username } = script.centre.midwife;
    const start = dateOf(sealed);
    return proposalsFor(this.pen.random, script.story.factors, most, username, start).map((proposed) =>
      this.one(proposed, sealed),
    );
  }

  private one(proposed: ProposedRemedy, sealed: number): RestingRecommendation {
    const { pen, line } = this;
    const { script } = line;
    const proposedAt = sealed - 12;
    const id = pen.id(proposedAt);
    const alias = pen.random.uuid();
    const steps = this.stepsOf(proposed, sealed);
    const audience = (textOf(proposed.answers, 'rec_audience') ?? 'CARE_TEAM') as Audience;
    let state: RecommendationState = 'proposed';
    walked(recommendationMachine, NOTHING, 'propose', { ...UNASKED, smart: true, factorOfCase: true });
    this.note(id, ['propose', proposedAt, line.head]);
    for (const step of steps) {
      const [event, , , facts] = step;
      state = walked(recommendationMachine, state, event, { ...UNASKED, auditSealed: true, ...facts });
      this.note(id, step);
    }
    const timeOf = (wanted: RecommendationEvent): number | null =>
      steps.findLast(([event]) => event === wanted)?.[1] ?? null;
    const doer = steps.findLast(([event]) => event === 'finish')?.[2] ?? null;
    const verified = timeOf('verify');
    const finished = timeOf('finish');
    const blocked = state === 'blocked' ? timeOf('block') : null;
    const checked = timeOf('check-effect');
    pen.sheets.recommendation.add({
      id,
      alias,
      place_id: script.centre.id,
      place_ids: [...new Set([...script.story.placeIds, script.centre.id])],
      owner_place_ids: this.ownersOf(proposed.level),
      asaco_place_ids: [script.centre.id, script.centre.asacoId],
      case_ids: [script.id],
      region_id: script.district.regionId,
      district_id: script.district.id,
      level: proposed.level,
      audience,
      factor: proposed.factor,
      action: textOf(proposed.answers, 'rec_action') ?? '',
      owner_function: textOf(proposed.answers, 'rec_owner_role') ?? '',
      follower_id: script.centre.midwife.id,
      strength: textOf(proposed.answers, 'rec_strength') ?? '',
      answers: proposed.answers,
      form_version: getForm('recommendation').version,
      state,
      start_on: textOf(proposed.answers, 'rec_start') ?? '',
      deadline: textOf(proposed.answers, 'rec_deadline') ?? '',
      opened_at: instant(sealed),
      proof: finished === null ? null : PROOF,
      done_by: doer?.id ?? null,
      done_at: finished === null ? null : instant(finished),
      verified_by: verified === null ? null : script.district.focalPoint.id,
      verified_at: verified === null ? null : instant(verified),
      effect: checked === null ? null : 'FACTOR_REDUCED',
      effect_due: verified === null ? null : effectDueOn(dateOf(verified), pen.settings),
      blocked_since: blocked === null ? null : instant(blocked),
      published_month: null,
      standing: isStanding(textOf(proposed.answers, 'rec_action') ?? ''),
      created_by: line.head.id,
      created_at: instant(proposedAt),
      version: 1 + steps.length,
    });
    pen.sheets.source.add({
      recommendation_id: id,
      case_id: script.id,
      round: 1,
      audit_id: this.auditId,
      factor: proposed.factor,
    });
    return {
      id,
      alias,
      state,
      level: proposed.level,
      audience,
      action: textOf(proposed.answers, 'rec_action') ?? '',
      factor: proposed.factor,
      placeId: script.centre.id,
      openedAt: sealed,
      stateSince: steps.at(-1)?.[1] ?? sealed,
      endedAt: timeOf('refuse') ?? verified,
      deadline: textOf(proposed.answers, 'rec_deadline') ?? '',
      follower: script.centre.midwife,
      proposer: line.head,
      answers: proposed.answers,
      proposedAt,
      steps,
    };
  }

  /** What happened since the seal, at most until now; before the closing when the case closes. */
  private stepsOf({ level }: ProposedRemedy, sealed: number): readonly Step[] {
    const { random } = this.pen;
    const { district, centre, times, ending } = this.line.script;
    const answerer = ['DISTRICT', 'REGION', 'NATIONAL'].includes(level) ? district.focalPoint : centre.head;
    const end = ending === 'ended' ? (times.closed ?? this.now) - 30 : this.now;
    const span = Math.max(10, end - sealed - 10);
    const at = (share: number): number => sealed + 5 + Math.floor(span * share);
    if (ending === 'ended' && random.chance(0.12)) {
      return [['refuse', at(0.2), answerer, { reasonGiven: true }]];
    }
    const accept: Step = ['accept', at(0.1), answerer];
    const start: Step = ['start', at(0.2), centre.midwife];
    const finish: Step = ['finish', at(0.6), centre.midwife, { proofGiven: true }];
    const verify: Step = ['verify', at(0.8), district.focalPoint, { actorFinished: false }];
    if (ending === 'ended') return this.withEffect([accept, start, finish, verify]);
    const recent = Math.max(at(0.3), this.now - random.whole(1, 25) * DAY);
    switch (random.weighted({ proposed: 2, accepted: 2, started: 4, blocked: 2, finished: 2 })) {
      case 'proposed':
        return [];
      case 'accepted':
        return [accept];
      case 'started':
        return [accept, start];
      case 'blocked':
        return [accept, start, ['block', recent, centre.midwife, { obstacleNamed: true }]];
      case 'finished':
        return [accept, start, finish];
    }
  }

  /** The effect is judged ninety days after the verification, when that day has come. */
  private withEffect(steps: readonly Step[]): readonly Step[] {
    const verified = steps.at(-1)?.[1] ?? 0;
    const due = verified + (this.pen.settings['recommendation.effect-days'] + 2) * DAY;
    if (due >= this.now) return steps;
    const facts = { effectDue: true, effect: 'FACTOR_REDUCED' } as const;
    return [...steps, ['check-effect', due, this.line.script.district.focalPoint, facts]];
  }

  private ownersOf(level: Level): readonly number[] {
    const { centre, district } = this.line.script;
    switch (level) {
      case 'CSCOM':
        return [centre.id];
      case 'FAMILY':
      case 'COMMUNITY':
      case 'ASACO':
        return [centre.id, centre.asacoId];
      case 'COMMUNE':
        return [centre.communeId];
      case 'DISTRICT':
        return [district.id, district.csref.id];
      case 'REGION':
        return [district.regionId];
      case 'NATIONAL':
        return [district.countryId];
    }
  }

  private note(id: string, [event, at, by]: Step): void {
    const { pen, line } = this;
    pen.sheets.update.add({
      id: pen.id(at),
      recommendation_id: id,
      at: instant(at),
      person_id: by.id,
      role: by.role,
      event,
      progress: event === 'finish' ? 100 : null,
      obstacle: event === 'block' ? 'MONEY' : null,
      decision: event === 'refuse' ? REFUSAL : null,
      proof: event === 'finish' ? PROOF : null,
    });
    pen.entry(line.script, {
      at,
      by,
      command: event,
      subject: 'recommendation',
      subjectId: id,
      fields: ['state'],
    });
  }
}

export const PROOF = 'Registre relu et photographié au centre.';
export const REFUSAL = 'Déjà décidé à la réunion du mois dernier.';
