import { decide, type Machine, type NOTHING } from '../domain/workflow/machine.js';

/** Where an event leads, by the machine it belongs to. A refused one is a mistake of the generator, and stops it. */
export function walked<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  state: State | typeof NOTHING,
  event: Event,
  facts: Facts,
): State {
  const decision = decide(machine, state, event, facts);
  if (!decision.accepted) {
    throw new Error(`${machine.name}: ${event} from ${state}: ${decision.reasons.join(', ')}`);
  }
  return decision.to;
}
