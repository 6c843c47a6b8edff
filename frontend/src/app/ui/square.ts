import { encode } from 'uqr';

const BORDER = 4;

/** A QR code as one path in units of its dots: no markup is made, so it passes under Trusted Types. */
export function squarePath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: BORDER });
  const dots = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  return { size, path: dots.join('') };
}
