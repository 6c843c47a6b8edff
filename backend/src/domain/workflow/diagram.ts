import { NOTHING, type Machine } from './machine.js';
import { arrowsOf } from './paths.js';

/**
 * The machine as a Mermaid state diagram, states and events named by `label`. Consequences are marked with a star and
 * events that need a second person with "(2)"; events that keep the state are written inside their state's note.
 */
export function diagramOf<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  label: { readonly state: (state: State) => string; readonly event: (event: Event) => string },
): string {
  const id = (state: string): string => state.replaceAll('-', '_');
  const arrows = arrowsOf(machine);
  const name = (event: Event, by: string, two: boolean): string =>
    `${label.event(event)}${two ? ' (2)' : ''}${by === 'consequence' ? ' *' : ''}`;
  const born = arrows.filter((arrow) => arrow.from === NOTHING);
  const starts =
    born.length > 0
      ? born.map((arrow) => `  [*] --> ${id(arrow.to)} : ${name(arrow.event, arrow.by, arrow.twoPersons)}`)
      : [`  [*] --> ${id(machine.initial)}`];
  const moves = arrows
    .filter((arrow) => arrow.from !== NOTHING && arrow.from !== arrow.to)
    .map(
      (arrow) => `  ${id(arrow.from)} --> ${id(arrow.to)} : ${name(arrow.event, arrow.by, arrow.twoPersons)}`,
    );
  const notes = machine.states.flatMap((state) => {
    const kept = arrows.filter((arrow) => arrow.from === state && arrow.to === state);
    const words = kept.map((arrow) => name(arrow.event, arrow.by, arrow.twoPersons)).join(', ');
    return kept.length > 0 ? [`  note right of ${id(state)} : ${words}`] : [];
  });
  return [
    'stateDiagram-v2',
    ...machine.states.map((state) => `  state "${label.state(state)}" as ${id(state)}`),
    ...starts,
    ...moves,
    ...machine.ends.map((state) => `  ${id(state)} --> [*]`),
    ...notes,
    '',
  ].join('\n');
}
