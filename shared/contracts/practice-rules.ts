import { durationMs } from "../domain/planner/due-time.ts";
import { timeZone } from "../domain/time-zone.ts";
import type { PracticeConfig, Step } from "./practice.ts";

/** Something in a configuration that its fields allow one by one, and that cannot work. */
export interface Mistake {
  readonly path: (string | number)[];
  readonly message: string;
}
type Path = Mistake["path"];

/** How the planner names the steps that it adds to a cadence. */
const RESERVED_PREFIXES = ["inquiry-", "unanswered-", "staff-"];
/** Longest offset and longest time that a step may be late: a cadence of more than a year is a slip of the pen. */
const MAX_DAYS = 366;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 24 * 60;

/** Everything that is wrong between the fields of a configuration. */
export function practiceMistakes(config: PracticeConfig): Mistake[] {
  return [zoneMistakes, hoursMistakes, staffMistakes, repeatedNames, cadenceMistakes, templateMistakes].flatMap(
    (check) => check(config),
  );
}

function zoneMistakes({ zone }: PracticeConfig): Mistake[] {
  if (timeZone(zone) !== undefined) return [];
  return [{ path: ["zone"], message: `"${zone}" is no time zone; expected an IANA name like America/Chicago` }];
}

/** A window that closes at or before it opens runs into the next day; windows that only touch are fine. */
function hoursMistakes({ hours }: PracticeConfig): Mistake[] {
  return Object.entries(hours).flatMap(([day, windows]) => {
    const spans = windows.map(({ opens, closes }) => {
      const from = minutesOf(opens);
      return { from, to: minutesOf(closes) + (closes <= opens ? DAY_MINUTES : 0) };
    });
    return spans.flatMap(({ from, to }, index) => {
      const other = spans.findIndex((before, at) => at < index && before.from < to && from < before.to);
      return other < 0 ? [] : [{ path: ["hours", day, index], message: `overlaps window ${other} of ${day}` }];
    });
  });
}

function minutesOf(timeOfDay: string): number {
  const [hour, minute] = timeOfDay.split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

function staffMistakes({ staff }: PracticeConfig): Mistake[] {
  if (staff.some(({ alert }) => alert.sms !== undefined || alert.email !== undefined)) return [];
  return [{ path: ["staff"], message: "nobody can be alerted; give at least one of them an alert by sms or email" }];
}

function repeatedNames({ staff, serviceLines, sources }: PracticeConfig): Mistake[] {
  return [
    ...repeated(staff, "staffId", ["staff"]),
    ...repeated(serviceLines, "key", ["serviceLines"]),
    ...repeated(sources, "name", ["sources"]),
    ...sources.flatMap(({ campaigns }, index) =>
      campaigns.flatMap((campaign, at) =>
        campaigns.indexOf(campaign) === at ? [] : [repeatedAt(["sources", index, "campaigns", at], campaign)],
      ),
    ),
  ];
}

function repeated<Field extends string>(items: Record<Field, string>[], field: Field, path: Path): Mistake[] {
  const names = items.map((item) => item[field]);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [repeatedAt([...path, index, field], name)],
  );
}

const repeatedAt = (path: Path, name: string): Mistake => ({
  path,
  message: `"${name}" is already used above; expected each name once`,
});

function cadenceMistakes({ cadences }: PracticeConfig): Mistake[] {
  return Object.entries(cadences).flatMap(([name, { steps }]) => {
    const path = ["cadences", name, "steps"];
    const silent = steps.some(({ firstResponse }) => firstResponse)
      ? []
      : [{ path, message: "no step answers first; set firstResponse on at least one" }];
    return [
      ...silent,
      ...repeated(steps, "key", path),
      ...steps.flatMap((step, index) => stepMistakes(step, [...path, index])),
    ];
  });
}

function stepMistakes(step: Step, path: Path): Mistake[] {
  const prefix = RESERVED_PREFIXES.find((one) => step.key.startsWith(one));
  const reserved = prefix && [
    { path: [...path, "key"], message: `"${prefix}" begins the names of added steps; choose another` },
  ];
  const tooLong = (["offset", "skipIfLaterThan"] as const)
    .filter((field) => (durationMs(step[field]) ?? 0) > MAX_DAYS * DAY_MS)
    .map((field) => ({ path: [...path, field], message: `is more than ${MAX_DAYS} days; expected at most that` }));
  return [...(reserved || []), ...tooLong];
}

/** Where a template is used: as a message on a channel, or as a hint for staff. */
interface TemplateUse {
  readonly path: Path;
  readonly template: string;
  readonly channel: Step["channel"];
}

function templateUses({ cadences }: PracticeConfig): TemplateUse[] {
  return Object.entries(cadences).flatMap(([name, { steps, acknowledgement }]) => [
    ...steps.map(({ template, channel }, index) => ({
      path: ["cadences", name, "steps", index, "template"],
      template,
      channel,
    })),
    ...(["sms", "email"] as const).flatMap((channel) => {
      const template = acknowledgement[channel];
      return template === undefined
        ? []
        : [{ path: ["cadences", name, "acknowledgement", channel], template, channel }];
    }),
  ]);
}

function templateMistakes(config: PracticeConfig): Mistake[] {
  const uses = templateUses(config);
  const missing = uses
    .filter(({ template }) => !Object.hasOwn(config.templates, template))
    .map(({ path, template }) => ({ path, message: `there is no template "${template}"; add it to templates` }));
  const namesOf = (wanted: (use: TemplateUse) => boolean) => new Set(uses.filter(wanted).map((use) => use.template));
  const emails = namesOf(({ channel }) => channel === "email");
  const messages = namesOf(({ channel }) => channel !== "call_task");
  return [
    ...missing,
    ...Object.entries(config.templates).flatMap(([name, template]) => [
      ...(emails.has(name) ? missingSubjects(template, ["templates", name]) : []),
      ...(messages.has(name) ? missingLanguages(config.languages, template, ["templates", name]) : []),
    ]),
  ];
}

function missingSubjects(template: PracticeConfig["templates"][string], path: Path): Mistake[] {
  return Object.entries(template)
    .filter(([, text]) => text !== undefined && !text.subject?.trim())
    .map(([language]) => ({ path: [...path, language, "subject"], message: "an email needs a subject" }));
}

function missingLanguages(
  languages: PracticeConfig["languages"],
  template: PracticeConfig["templates"][string],
  path: Path,
): Mistake[] {
  return [...new Set(languages)]
    .filter((language) => template[language] === undefined)
    .map((language) => ({
      path: [...path, language],
      message: `is missing; the practice writes in ${languages.join(" and ")}`,
    }));
}
