import type { PacketContent } from '@domain/audits/audit.js';
import { NEUTRAL_DAY } from '@domain/audits/relative-time.js';
import { dateTimeOf, minuteOfDay, minutesOf } from '@domain/forms/local-time.js';

/** H0 of a packet on the neutral calendar, from any of its times; midnight of the first day when it has none. */
export function startOfPacket(packet: PacketContent): string {
  const cells = packet.items.flatMap((item) => [item, ...(item.rows ?? []).flat()]);
  for (const { time } of cells) {
    if (time?.clock === undefined || time.minutes === undefined) continue;
    const clock = minuteOfDay(time.clock);
    const midnight = minutesOf(`${NEUTRAL_DAY}T00:00`);
    if (clock === undefined || midnight === undefined) continue;
    return dateTimeOf(midnight + time.day * 1440 + clock - time.minutes);
  }
  return `${NEUTRAL_DAY}T00:00`;
}
