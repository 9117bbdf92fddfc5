declare module "upng-js" {
  /** Frames of RGBA to a PNG; with `colors` above 0, to one with a palette of so many. */
  export function encode(frames: ArrayBuffer[], width: number, height: number, colors: number): ArrayBuffer;
  const UPNG: { encode: typeof encode };
  export default UPNG;
}
