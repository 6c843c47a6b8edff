import { constants, createContext } from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/** What jest shares with its own world, so that buffers are of one class on both sides. */
const SHARED = ['Buffer', 'ArrayBuffer', 'Uint8Array'];

/**
 * The environment of jest for Node, on an ordinary global object. The one of jest stands behind a proxy, so that each use of `String`,
 * `Array` or `process` in the code under test is a call: a third of the time of a long specification.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const proxied = this.global;
    const global = createContext(constants.DONT_CONTEXTIFY);
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(proxied))) {
      if (Object.hasOwn(global, name) && !SHARED.includes(name)) continue;
      Object.defineProperty(
        global,
        name,
        'value' in descriptor ? descriptor : onceRead(global, name, proxied),
      );
    }
    global.global = global;
    global.Error.stackTraceLimit = proxied.Error.stackTraceLimit;
    this.context = this.global = global;
    this.moduleMocker = new this.moduleMocker.constructor(global);
    const { projectConfig } = config;
    this.fakeTimersModern = new this.fakeTimersModern.constructor({ config: projectConfig, global });
  }
}

/** Modules of Node that are loaded when somebody names them. */
function onceRead(global, name, proxied) {
  return {
    configurable: true,
    enumerable: false,
    get() {
      const value = proxied[name];
      Object.defineProperty(global, name, { value, configurable: true, enumerable: false, writable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(global, name, { value, configurable: true, enumerable: false, writable: true });
    },
  };
}
