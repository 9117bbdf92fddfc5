/** Fonts that look alike on every system; the first that is there. */
export const FONT = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif";
export const INK = "#16191f";
export const MUTED = "#545b64";
/** Lines that have no colour of their own. */
export const PALETTE = [
  "#1f77b4",
  "#ff7f0e",
  "#2ca02c",
  "#9467bd",
  "#d62728",
  "#17becf",
  "#8c564b",
  "#e377c2",
  "#bcbd22",
  "#7f7f7f",
  "#aec7e8",
  "#ffbb78",
  "#98df8a",
  "#c5b0d5",
  "#ff9896",
  "#9edae5",
  "#c49c94",
  "#f7b6d2",
  "#dbdb8d",
  "#393b79",
];
