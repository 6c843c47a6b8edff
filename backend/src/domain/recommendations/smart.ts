import type { Level } from './audience.js';

/** What a recommendation still has to say. Asked while typing, in this order. [domain 8.3] */
export const SMART_QUESTIONS = [
  'smart.verb',
  'smart.who',
  'smart.how',
  'smart.by-when',
  'smart.how-known',
  'smart.owner-level',
  'smart.too-late',
] as const;
export type SmartQuestion = (typeof SMART_QUESTIONS)[number];

/** What is typed so far; absent fields are not answered yet. Dates `YYYY-MM-DD`. */
export interface Proposal {
  readonly action: string;
  readonly level?: Level;
  /** CL_REC_OWNER_ROLE. */
  readonly owner?: string;
  readonly start?: string;
  readonly deadline?: string;
  readonly indicator?: string;
  readonly proof?: string;
}

/** Verbs that name a wish and not an act: they need at least the means or the rhythm. */
const WISHES =
  /^(sensibilis|inform|rappel|encourag|conseil|veill|insist|renforc|amélior|promouv|motiv|incit|évit|form|exhort|mobilis|raise awareness|sensiti|remind|encourage|improve|strengthen|inform|promote|train|avoid|ensure|be vigilant)/i;

/** Words that say how: a number, a rhythm, a means. */
const MEANS =
  /\d|\b(chaque|tous les|toutes les|par (jour|semaine|mois|trimestre)|mensuel|hebdomadaire|au moyen|à l[’']aide|avec|grâce|causerie|affiche|radio|démonstration|exercice|liste|protocole|simulation|visite|appel|every|each|weekly|monthly|by means|using|with|checklist|drill|poster|visit)/i;

/** French infinitive, or an actor put first ("La présidente et le relais tiennent une causerie"), or an English verb of doing. */
const FRENCH_VERB = /^(s[’']|se\s+|ne pas\s+)?\p{L}{2,}(er|ir|re|oir)\b/u;
const ACTOR_FIRST = /^(le|la|les|l[’']|un|une|des|chaque|the|a|each)\b/i;
const ENGLISH_VERB =
  /^(buy|repair|fix|set|hire|build|install|order|give|hold|call|pay|keep|check|train|write|make|open|train|provide|organise|organize|post|draw|sign|plan|move|clean|supply|stock|agree|raise|sensiti[sz]e|inform|remind|improve|strengthen|promote|encourage|ensure|avoid)\b/i;

/** Levels where each owner answers. Family and community act through the centre's staff or the ASACO. */
const OWNER_LEVELS: Readonly<Record<string, readonly Level[]>> = {
  DTC: ['CSCOM', 'COMMUNITY', 'FAMILY'],
  MATRONE: ['CSCOM', 'COMMUNITY', 'FAMILY'],
  SF: ['CSCOM', 'COMMUNITY', 'FAMILY', 'DISTRICT'],
  MCD: ['DISTRICT'],
  ASACO_PRESIDENT: ['ASACO', 'COMMUNITY', 'FAMILY'],
  ASACO_TRESORIER: ['ASACO', 'COMMUNITY', 'FAMILY'],
  MAIRE: ['COMMUNE'],
  SRE: ['DISTRICT'],
  LAB: ['CSCOM', 'DISTRICT', 'REGION'],
  PHARMA: ['CSCOM', 'ASACO', 'DISTRICT', 'REGION'],
  REGION: ['REGION'],
  NATIONAL: ['NATIONAL'],
};

/** Whether the text is a bare wish ("Sensibiliser les femmes"): it names no means and no rhythm. */
export function isSlogan(action: string): boolean {
  const text = action.trim();
  return WISHES.test(text) && !MEANS.test(text);
}

/**
 * The questions a recommendation leaves open. `latest` is the last deadline that its level allows. An empty list means that it can
 * be proposed; an empty action asks nothing yet.
 */
export function smartQuestions(proposal: Proposal, latest?: string): readonly SmartQuestion[] {
  const action = proposal.action.trim();
  if (action === '') return [];
  const owners = proposal.owner === undefined ? undefined : OWNER_LEVELS[proposal.owner];
  const open: readonly (readonly [SmartQuestion, boolean])[] = [
    [
      'smart.verb',
      ![FRENCH_VERB, ACTOR_FIRST, ENGLISH_VERB].some((pattern) => pattern.test(action.toLowerCase())),
    ],
    ['smart.who', proposal.owner === undefined],
    ['smart.how', isSlogan(action)],
    ['smart.by-when', proposal.deadline === undefined],
    ['smart.how-known', !/\d/.test(proposal.indicator ?? '') || proposal.proof === undefined],
    [
      'smart.owner-level',
      owners !== undefined && proposal.level !== undefined && !owners.includes(proposal.level),
    ],
    ['smart.too-late', latest !== undefined && proposal.deadline !== undefined && proposal.deadline > latest],
  ];
  return open.filter(([, holds]) => holds).map(([question]) => question);
}

/** CL_REC_STRENGTH of all recommendations of one audit: a set with only WEAK ones asks for its reason. [domain 8.2] */
export function isOnlyWeak(strengths: readonly string[]): boolean {
  return strengths.length > 0 && strengths.every((strength) => strength === 'WEAK');
}
