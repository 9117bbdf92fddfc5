import * as z from "zod";
import { timeZone } from "../../domain/time-zone.ts";
import type { Hours } from "../practice.ts";
import { type Check, type Mistake, type Path, repeated } from "./mistake.ts";

const DAY_MINUTES = 24 * 60;

/** The zone of a practice is one. */
export const zoneMistakes: Check = ({ zone }) => {
  if (timeZone(zone) !== undefined) return [];
  return [{ path: ["zone"], message: `"${zone}" is no time zone; expected an IANA name like America/Chicago` }];
};

/** Windows of a day do not overlap. One that closes at or before it opens runs into the next day; touching is fine. */
export const hoursMistakes: Check = ({ hours }) => overlaps(hours, ["hours"]);

/** Windows of a day that overlap; `path` leads to the hours. */
export function overlaps(hours: Hours, path: Path): Mistake[] {
  return Object.entries(hours).flatMap(([day, windows]) => {
    const spans = windows.map(({ opens, closes }) => {
      const from = minutesOf(opens);
      return { from, to: minutesOf(closes) + (closes <= opens ? DAY_MINUTES : 0) };
    });
    return spans.flatMap(({ from, to }, index) => {
      const other = spans.findIndex((before, at) => at < index && before.from < to && from < before.to);
      return other < 0 ? [] : [{ path: [...path, day, index], message: `overlaps window ${other} of ${day}` }];
    });
  });
}

/** A time of day in minutes since midnight. */
export function minutesOf(timeOfDay: string): number {
  const [hour, minute] = timeOfDay.split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

/** Holidays are days of the calendar, each once. */
export const holidayMistakes: Check = ({ holidays }) => {
  const unreal = holidays.flatMap((day, index): Mistake[] =>
    z.iso.date().safeParse(day).success
      ? []
      : [{ path: ["holidays", index], message: `"${day}" is no day; expected one like 2026-12-25` }],
  );
  return [...unreal, ...repeated(holidays, (index) => ["holidays", index])];
};

/** Paths are put behind the address of links. */
export const linkMistakes: Check = ({ linkBaseUrl }) =>
  linkBaseUrl === undefined || /^https:\/\/[^/?#]+(\/[^/?#]+)*$/.test(linkBaseUrl)
    ? []
    : [
        {
          path: ["linkBaseUrl"],
          message: "expected an address like https://links.example.com, without a slash at the end",
        },
      ];

/** Somebody can be alerted. */
export const staffMistakes: Check = ({ staff }) => {
  if (staff.some(({ alert }) => alert.sms !== undefined || alert.email !== undefined)) return [];
  return [{ path: ["staff"], message: "nobody can be alerted; give at least one of them an alert by sms or email" }];
};

/** What is looked up by name has it for itself. */
export const nameMistakes: Check = ({ staff, serviceLines, sources, questions, languages }) => [
  ...repeated(namesOf(staff, "staffId"), (index) => ["staff", index, "staffId"]),
  ...repeated(namesOf(serviceLines, "key"), (index) => ["serviceLines", index, "key"]),
  ...repeated(namesOf(sources, "name"), (index) => ["sources", index, "name"]),
  ...sources.flatMap(({ campaigns }, index) => repeated(campaigns, (at) => ["sources", index, "campaigns", at])),
  ...repeated(namesOf(questions, "key"), (index) => ["questions", index, "key"]),
  ...questions.flatMap(({ options }, index) => repeated(options, (at) => ["questions", index, "options", at])),
  ...repeated(languages, (index) => ["languages", index]),
];

function namesOf<Field extends string>(items: readonly Readonly<Record<Field, string>>[], field: Field): string[] {
  return items.map((item) => item[field]);
}
