import type { Socket } from 'node:net';
import { type Listener, listenWith } from './command.js';

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const int16 = (value: number): Buffer => {
  const buffer = Buffer.alloc(2);
  buffer.writeInt16BE(value);
  return buffer;
};

const int32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
};

const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const READY = message('Z', Buffer.from('I'));

/** The number as the only row of any question asked, as PostgreSQL's wire protocol (version 3) wants it. */
function answer(version: string): Buffer {
  const column = [text('version'), int32(0), int16(0), int32(23), int16(4), int32(-1), int16(0)];
  return Buffer.concat([
    message('T', int16(1), ...column),
    message('D', int16(1), int32(version.length), Buffer.from(version)),
    message('C', text('SELECT 1')),
    READY,
  ]);
}

/** A server that lets anybody in and says it is the given version: no PostgreSQL that old is in the registry. */
export function startOldServer(version: string): Promise<Listener> {
  return listenWith((socket: Socket) => {
    let isGreeted = false;
    socket.on('error', () => socket.destroy());
    socket.on('data', () => {
      if (isGreeted) {
        socket.write(answer(version));
        return;
      }
      isGreeted = true;
      socket.write(Buffer.concat([message('R', int32(0)), READY]));
    });
  });
}
