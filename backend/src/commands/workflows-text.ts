import { auditMachine } from '../domain/audits/audit-workflow.js';
import { packetMachine } from '../domain/audits/packet-workflow.js';
import { caseMachine } from '../domain/cases/case-workflow.js';
import { recommendationMachine } from '../domain/recommendations/recommendation-workflow.js';
import { zeroReportMachine } from '../domain/reports/zero-report-workflow.js';
import { sessionMachine } from '../domain/sessions/session-workflow.js';
import { eventsFr } from '../domain/texts/events.fr.js';
import type { EventText } from '../domain/texts/events.js';
import { statesFr } from '../domain/texts/states.fr.js';
import { diagramOf } from '../domain/workflow/diagram.js';
import type { Machine } from '../domain/workflow/machine.js';

function section<State extends string, Event extends string, Facts>(
  title: string,
  machine: Machine<State, Event, Facts>,
  states: Readonly<Record<State, string>>,
  events: Readonly<Record<Event, EventText>>,
): string {
  const label = {
    state: (state: State) => `${states[state]} (${state})`,
    event: (event: Event) => `${events[event].verb} [${event}]`,
  };
  return `## ${title}\n\n\`\`\`mermaid\n${diagramOf(machine, label)}\`\`\`\n`;
}

/** Every state machine as a diagram, in the words of the screens. */
export function workflowsText(): string {
  return [
    '# Parcours',
    '',
    'Généré depuis `backend/src/domain/*/*-workflow.ts`. Une étoile marque une conséquence, (2) un événement à deux personnes.',
    '',
    section('Cas', caseMachine, statesFr.case, eventsFr.case),
    section('Audit et contre-audit', auditMachine, statesFr.audit, eventsFr.audit),
    section('Dossier anonymisé', packetMachine, statesFr.packet, eventsFr.packet),
    section('Séance', sessionMachine, statesFr.session, eventsFr.session),
    section('Recommandation', recommendationMachine, statesFr.recommendation, eventsFr.recommendation),
    section('Rapport zéro', zeroReportMachine, statesFr['zero-report'], eventsFr['zero-report']),
  ].join('\n');
}
