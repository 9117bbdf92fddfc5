/** Area codes of Illinois with a hundred test numbers (555-0100 to 555-0199) each. */
const AREA_CODES = [217, 224, 309, 618, 630, 708, 773, 815, 847];

/** The `index`th post of a run; every one is another person. */
export function postOf(index: number): object {
  const areaCode = AREA_CODES[Math.floor(index / 100) % AREA_CODES.length];
  const line = String(index % 100).padStart(2, "0");
  return {
    source: { channel: "web_form", name: "google-ads", campaign: "implants-spring", externalId: `bench-${index}` },
    contact: {
      firstName: `Pat${index}`,
      lastName: "Bench",
      phone: `${areaCode}-555-01${line}`,
      email: `pat-${index}@example.com`,
      state: "IL",
    },
    inquiry: { serviceLine: "dental-implants", message: "How soon could I start?" },
  };
}
