/** Path of the browser that tests and pictures use. Throws a sentence saying what to install when there is none. */
export function findChromium(): string;
export function findHeadless(): string;
