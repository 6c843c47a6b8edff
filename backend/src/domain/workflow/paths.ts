import { NOTHING, STAYS, type Machine, type Trigger } from './machine.js';

/** One arrow of a machine: an event that takes a thing from one state to another (the same when the event keeps the state). */
export interface Arrow<State extends string, Event extends string> {
  readonly from: State | typeof NOTHING;
  readonly event: Event;
  readonly to: State;
  readonly by: Trigger;
  readonly twoPersons: boolean;
}

/** Every arrow the machine declares, in the order of its events. */
export function arrowsOf<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
): readonly Arrow<State, Event>[] {
  return (Object.keys(machine.transitions) as Event[]).flatMap((event) => {
    const transition = machine.transitions[event];
    return transition.from.flatMap((from) => {
      const targets: readonly State[] =
        typeof transition.to === 'function'
          ? (transition.targets?.(from) ?? [])
          : [transition.to === STAYS ? (from === NOTHING ? machine.initial : from) : transition.to];
      return targets.map((to) => ({
        from,
        event,
        to,
        by: transition.by,
        twoPersons: transition.twoPersons ?? false,
      }));
    });
  });
}

/** The states that can be reached from `start` by following arrows, `start` included. */
export function reachableFrom<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  start: State,
): ReadonlySet<State> {
  const arrows = arrowsOf(machine);
  const reached = new Set<State>([start]);
  for (const state of reached) for (const arrow of arrows) if (arrow.from === state) reached.add(arrow.to);
  return reached;
}

/**
 * Every path from the initial state that takes no arrow twice, arrows that keep the state left out: enough to walk each
 * arrow, and each way back, at least once. Bounded by `limit` arrows a path.
 */
export function pathsOf<State extends string, Event extends string, Facts>(
  machine: Machine<State, Event, Facts>,
  limit = 14,
): readonly (readonly Arrow<State, Event>[])[] {
  const arrows = arrowsOf(machine).filter((arrow) => arrow.from !== arrow.to && arrow.from !== NOTHING);
  const found: (readonly Arrow<State, Event>[])[] = [];
  const walk = (state: State, path: readonly Arrow<State, Event>[], visited: ReadonlySet<State>): void => {
    const next = path.length < limit ? arrows.filter((arrow) => arrow.from === state) : [];
    if (path.length > 0) found.push(path);
    for (const arrow of next) {
      if (visited.has(arrow.to)) found.push([...path, arrow]);
      else walk(arrow.to, [...path, arrow], new Set([...visited, arrow.to]));
    }
  };
  walk(machine.initial, [], new Set([machine.initial]));
  return found;
}
