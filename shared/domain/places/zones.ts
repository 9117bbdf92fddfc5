/** The zone letters of the place tables; one zone stands for all that keep the same rules today (Detroit is New_York). */
export const ZONES: Readonly<Record<string, string>> = {
  E: "America/New_York",
  C: "America/Chicago",
  M: "America/Denver",
  Z: "America/Phoenix",
  P: "America/Los_Angeles",
  A: "America/Anchorage",
  D: "America/Adak",
  H: "Pacific/Honolulu",
  R: "America/Puerto_Rico",
  G: "Pacific/Guam",
  S: "Pacific/Pago_Pago",
};
