/** What a PIN of staff looks like. */
const PIN = /^\d{6}$/;
/** Fewer different digits are what people try first. */
const FEWEST_DIGITS = 3;
const DIGITS = "0123456789";

/** What is wrong with a PIN that somebody chose; undefined when nothing is. Dates cannot be told from chance, and are taken. */
export function pinProblem(pin: string): "no_six_digits" | "too_easy" | undefined {
  if (!PIN.test(pin)) return "no_six_digits";
  const isRow = (row: string) => (row + row).includes(pin);
  const backwards = [...DIGITS].reverse().join("");
  const isPair = pin.slice(0, 3) === pin.slice(3) || /^(..)\1\1$/.test(pin);
  const isEasy = new Set(pin).size < FEWEST_DIGITS || isRow(DIGITS) || isRow(backwards) || isPair;
  return isEasy ? "too_easy" : undefined;
}
