import { pregnancyStatus } from '../cases/maternal-times.js';
import { timingOfCase } from '../cases/perinatal-timing.js';
import type { CauseProposal, CauseSituation } from '../classification/cause-proposal.js';
import { causeProposal, isAgainst } from '../classification/cause-proposal.js';
import { codesOfList } from '../classification/code-list.js';
import { isTerminalEvent } from '../classification/certificate.js';
import type { ObstetricMoment } from '../classification/icd-mm.js';
import type { Timing } from '../classification/icd-pm.js';
import type { PregnancyStatus } from '../classification/maternal-class.js';
import type { Answers, Context } from '../forms/form.js';
import { documentOf, factOf, textOf } from '../forms/read.js';

/** The lines of part 1 of the certificate, from the immediate cause down. */
export const CHAIN = ['cod_a', 'cod_b', 'cod_c', 'cod_d'] as const;

const isStatus = (code: string): code is PregnancyStatus => codesOfList('CL_PREG_STATUS').includes(code);
const isTiming = (code: string): code is Timing => codesOfList('CL_CA_TIMING').includes(code);

/** Her situation towards the pregnancy as the documents tell it. */
export function situationOf(context: Context): PregnancyStatus | undefined {
  const status = pregnancyStatus(documentOf(context, 'maternal_review') ?? {}, context);
  return status !== undefined && isStatus(status) ? status : undefined;
}

/** When in the pregnancy the death falls, for the codes proposed. */
export function obstetricMoment(context: Context): ObstetricMoment {
  const status = situationOf(context);
  if (status === 'PREGNANT') return 'pregnancy';
  return status === 'LABOUR' ? 'labour' : 'postpartum';
}

/** When the child died: as the opinion says, else as the review tells, else after birth for a newborn. */
function timingOf(answers: Answers, context: Context): Timing {
  const timing = textOf(answers, 'timing');
  if (timing !== undefined && isTiming(timing)) return timing;
  return timingOfCase(context) ?? (factOf(context, 'kind') === 'NND' ? 'NEO' : 'UNKNOWN');
}

/** What the map needs to know of this death; `null` for a kind that has no cause to map. */
export function causeSituation(answers: Answers, context: Context): CauseSituation | null {
  const kind = factOf(context, 'kind');
  if (kind === 'MAT') return { kind, moment: obstetricMoment(context) };
  if (kind === 'SB' || kind === 'NND') return { kind, timing: timingOf(answers, context) };
  return kind === 'CHILD' ? { kind } : null;
}

const GROUP_QUESTIONS = {
  MAT: 'icdmm_group',
  SB: 'icdpm_group',
  NND: 'icdpm_group',
  CHILD: 'child_group',
} as const;

/** The question that holds the cause group of this kind of death; `null` for a kind that has none. */
export function groupQuestion(
  context: Context,
): (typeof GROUP_QUESTIONS)[keyof typeof GROUP_QUESTIONS] | null {
  const kind = factOf(context, 'kind');
  return kind === 'MAT' || kind === 'SB' || kind === 'NND' || kind === 'CHILD' ? GROUP_QUESTIONS[kind] : null;
}

/** What the map proposes for the underlying cause of an opinion; `null` while there is none. */
export function proposalOf(answers: Answers, context: Context): CauseProposal | null {
  const code = textOf(answers, 'cod_underlying');
  const situation = causeSituation(answers, context);
  return code === undefined || situation === null ? null : causeProposal(code, situation);
}

/** The group that this opinion chose, and the proposal it goes against; `null` when it does not. */
export function departure(
  answers: Answers,
  context: Context,
): { readonly question: string; readonly group: string; readonly proposal: CauseProposal } | null {
  const question = groupQuestion(context);
  const group = question === null ? undefined : textOf(answers, question);
  const proposal = proposalOf(answers, context);
  if (question === null || group === undefined || proposal === null || !isAgainst(proposal, group))
    return null;
  return { question, group, proposal };
}

/** True when the reviewer decided for another group than the one proposed: the reason is then asked. */
export function decidedAgainst(answers: Answers, context: Context): boolean {
  return departure(answers, context) !== null;
}

/** The lowest line of part 1 that names a disease: what the certificate gives as underlying cause. */
export function lowestLine(answers: Answers): string | null {
  const line = CHAIN.findLast((question) => textOf(answers, question) !== undefined);
  const code = line === undefined ? undefined : textOf(answers, line);
  return code === undefined || isTerminalEvent(code) ? null : code;
}
