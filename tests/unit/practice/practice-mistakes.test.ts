import { describe, expect, it } from "@jest/globals";
import { at, type Change, cadence, mistakesAfter, step, steps, template } from "./drafts.ts";

/** The second text message, day 1 at 10:30: an ordinary step. */
const NEW_LEAD = "cadences.new-lead.steps.3";
const when =
  (condition: NonNullable<ReturnType<typeof step>["when"]>): Change =>
  (draft) =>
    (step(draft, 3).when = condition);
const hours =
  (opens: string, closes: string): Change =>
  (draft) =>
    (draft.compliance.quietHours = { opens, closes });
const spell =
  (text: string): Change =>
  (draft) =>
    (template(draft, "second-sms").en.body = text);

describe("a step that can never be reached", () => {
  it.each<[string, Change, string[]]>([
    [
      "asks for a score that contradicts itself",
      when({ score: { min: 60, max: 40 } }),
      [`${NEW_LEAD}.when.score: never holds: min 60 is more than max 40`],
    ],
    [
      "asks for a score that no rule gives",
      (draft) => {
        draft.scoring = { base: 50, rules: [{ points: 20, if: { urgency: ["urgent"] } }] };
        when({ score: { min: 71 } })(draft);
      },
      [`${NEW_LEAD}.when.score: never holds: by base and rules of scoring, scores are from 50 to 70`],
    ],
    [
      "asks for an answer to a question that is not asked",
      when({ answers: { timing: ["now"] } }),
      [`${NEW_LEAD}.when.answers.timing: there is no question "timing"; none is configured`],
    ],
    [
      "asks for an answer that is no option",
      (draft) => {
        draft.questions = [{ key: "timing", options: ["now", "later"] }];
        when({ answers: { timing: ["now", "soon"] } })(draft);
      },
      [`${NEW_LEAD}.when.answers.timing.1: there is no answer "soon"; expected now or later`],
    ],
    [
      "is for a status that its run never meets",
      when({ status: ["following_up", "booked"] }),
      [
        `${NEW_LEAD}.when.status.1: the lead of a new-lead run is never booked when a step is due; expected unanswered or following_up`,
      ],
    ],
    [
      "is for a status of another purpose",
      (draft) => (draft.cadences.nurture = cadence({ when: { status: ["unanswered"] } })),
      [
        "cadences.nurture.steps.0.when.status.0: the lead of a nurture run is never unanswered when a step is due; expected nurturing",
      ],
    ],
    [
      "is for a language that the practice does not write in",
      (draft) => {
        draft.languages = ["en"];
        when({ language: ["es"] })(draft);
      },
      [`${NEW_LEAD}.when.language.0: the practice does not write in es; it writes in en`],
    ],
    [
      "is for staffed hours of a practice without any",
      (draft) => {
        draft.hours = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
        when({ staffed: true })(draft);
      },
      [`${NEW_LEAD}.when.staffed: never holds: the practice has no staffed hours`],
    ],
    [
      "is for unstaffed hours of a practice that is always there",
      (draft) => {
        const day = [{ opens: "00:00", closes: "00:00" }];
        draft.hours = {
          monday: day,
          tuesday: day,
          wednesday: day,
          thursday: day,
          friday: day,
          saturday: day,
          sunday: day,
        };
        when({ staffed: false })(draft);
      },
      [`${NEW_LEAD}.when.staffed: never holds: somebody is always there`],
    ],
    [
      "is a call task for unstaffed hours",
      (draft) => (step(draft, 2).when = { staffed: false }),
      ["cadences.new-lead.steps.2.when.staffed: never holds: a call task is due when staff are there"],
    ],
    [
      "comes after a step that there is not",
      when({ after: { step: "nothing", was: ["out"] } }),
      [`${NEW_LEAD}.when.after.step: there is no step "nothing" in this cadence; expected an earlier one`],
    ],
    [
      "comes after itself",
      when({ after: { step: "second-sms", was: ["out"] } }),
      [`${NEW_LEAD}.when.after.step: is the step itself; expected an earlier one`],
    ],
    [
      "comes after a step that is due later",
      (draft) => (step(draft, 2).when = { after: { step: "second-sms", was: ["out"] } }),
      [
        'cadences.new-lead.steps.2.when.after.step: "second-sms" is never due before this step; expected an earlier one',
      ],
    ],
    [
      "comes after a step that another offset made later",
      (draft) => {
        when({ after: { step: "first-call-task", was: ["out"] } })(draft);
        step(draft, 2).offset = "P3D";
      },
      [`${NEW_LEAD}.when.after.step: "first-call-task" is never due before this step; expected an earlier one`],
    ],
    [
      "waits for the delivery of a call task",
      when({ after: { step: "first-call-task", was: ["out", "delivered"] } }),
      [`${NEW_LEAD}.when.after.was.1: a call task is never delivered; expected out, skipped or failed`],
    ],
    [
      "wants a consent class that nobody is asked for",
      (draft) => {
        for (const source of draft.sources)
          source.consent = { text: "Bright Smile", sms: true, call: false, email: true };
        when({ consent: ["email", "call.automated_written"] })(draft);
      },
      [`${NEW_LEAD}.when.consent.1: never holds: the wording of no source asks for call.automated_written`],
    ],
  ])("%s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });

  it.each<[string, Change]>([
    ["a score that rules can give", when({ score: { min: 50 } })],
    ["a status of its run", when({ status: ["following_up"] })],
    ["an earlier step", when({ after: { step: "first-email", was: ["undelivered"] } })],
    ["a language of the practice", when({ language: ["es"] })],
    ["staffed hours", when({ staffed: true })],
    ["consent that a form asks for", when({ consent: ["call.automated_written"] })],
  ])("is none that asks for %s", (_what, change) => {
    expect(mistakesAfter(change)).toEqual([]);
  });
});

describe("a step that no consent class allows", () => {
  const asksFor =
    (sms: boolean, call: boolean): Change =>
    (draft) => {
      draft.sources = draft.sources.map((source) => ({
        ...source,
        consent: { text: "Bright Smile", sms, call, email: true },
      }));
    };

  it("is an SMS when the wording of every source leaves it out", () => {
    const problem =
      "no consent class allows it: sms needs sms.marketing_written, and the wording of no source asks for it";
    expect(mistakesAfter(asksFor(false, true))).toEqual([
      `cadences.new-lead.steps.0.channel: ${problem}`,
      `${NEW_LEAD}.channel: ${problem}`,
    ]);
  });

  it("is an automated call, also as a fallback", () => {
    const problem =
      "no consent class allows it: call needs call.automated_written, and the wording of no source asks for it";
    const mistakes = mistakesAfter((draft) => {
      asksFor(true, false)(draft);
      Object.assign(step(draft, 1), { offset: "P5D", fallback: { channel: "call", template: "first-sms" } });
    });
    expect(mistakes).toEqual([`cadences.new-lead.steps.1.fallback.channel: ${problem}`]);
  });

  it("is none while a source has no wording, since its posts may carry consent", () => {
    expect(mistakesAfter((draft) => (at(draft.sources, 0).consent = undefined))).toEqual([]);
  });
});

describe("a window that is never open", () => {
  const atTime =
    (time: string, skipIfLaterThan?: string): Change =>
    (draft) =>
      Object.assign(step(draft, 3), { at: time, skipIfLaterThan });
  const problem = (time: string, worth: string, opens = "08:00", closes = "20:00") =>
    `${NEW_LEAD}.at: the window is never open: it is due at ${time} and worth sending for ${worth}, and SMS and calls go out from ${opens} to ${closes}`;

  it.each<[string, Change, string[]]>([
    ["in the evening", atTime("20:00", "PT3H"), [problem("20:00", "PT3H")]],
    ["at night", atTime("23:30", "PT8H30M"), [problem("23:30", "PT8H30M")]],
    ["until the opening", atTime("06:00", "PT2H"), [problem("06:00", "PT2H")]],
    ["past the opening", atTime("06:00", "PT2H1M"), []],
    ["to the last minute", atTime("19:59", "PT1M"), []],
    ["until the next morning", atTime("21:00", "PT12H"), []],
    ["without an end", atTime("22:00"), []],
  ])("is found %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });

  it("is found in the practice's own hours", () => {
    const mistakes = mistakesAfter((draft) => {
      hours("10:00", "17:00")(draft);
      atTime("17:30", "PT2H")(draft);
    });
    expect(mistakes).toEqual([problem("17:30", "PT2H", "10:00", "17:00")]);
  });

  it("concerns the SMS that an email falls back to, and no email", () => {
    const email: Change = (draft) =>
      Object.assign(step(draft, 1), { offset: "P5D", at: "22:00", skipIfLaterThan: "PT1H" });
    expect(mistakesAfter(email)).toEqual([]);
    const mistakes = mistakesAfter((draft) => {
      email(draft);
      step(draft, 1).fallback = { channel: "sms", template: "second-sms" };
    });
    expect(mistakes).toEqual([expect.stringMatching(/^cadences\.new-lead\.steps\.1\.at: the window is never open/)]);
  });

  it.each<[string, Change, string[]]>([
    ["empty", hours("12:00", "12:00"), ["compliance.quietHours: is never open: it opens at 12:00 and closes at 12:00"]],
    [
      "inside out",
      hours("20:00", "08:00"),
      ["compliance.quietHours: is never open: it opens at 20:00 and closes at 08:00"],
    ],
    [
      "wider than the law",
      hours("07:59", "21:01"),
      [
        "compliance.quietHours.opens: is before the law allows; expected hours between 08:00 and 21:00",
        "compliance.quietHours.closes: is after the law allows; expected hours between 08:00 and 21:00",
      ],
    ],
    ["as wide as the law", hours("08:00", "21:00"), []],
  ])("is the practice's own when its hours are %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });
});

describe("anchors and what follows", () => {
  const noShow =
    (change: Parameters<typeof cadence>[0]): Change =>
    (draft) =>
      (draft.cadences["no-show"] = cadence(change));

  it.each<[string, Change, string[]]>([
    [
      "an appointment that a new lead has not",
      (draft) => (step(draft, 3).anchor = "appointmentAt"),
      [`${NEW_LEAD}.anchor: a new-lead run has no appointmentAt; expected enrolledAt`],
    ],
    ["the appointment that was missed", noShow({ anchor: "appointmentAt" }), []],
    [
      "a treatment that nobody missed",
      noShow({ anchor: "treatmentCompletedAt" }),
      [
        "cadences.no-show.steps.0.anchor: a no-show run has no treatmentCompletedAt; expected enrolledAt or appointmentAt",
      ],
    ],
    [
      "a time before the run begins",
      (draft) => (step(draft, 3).offset = "-P1D"),
      [`${NEW_LEAD}.offset: lies before the run begins; expected a time after enrolledAt`],
    ],
    ["a time before an appointment", noShow({ anchor: "appointmentAt", offset: "-PT2H" }), []],
    [
      "a time more than a year before an appointment",
      noShow({ anchor: "appointmentAt", offset: "-P367D" }),
      ["cadences.no-show.steps.0.offset: is more than 366 days; expected at most that"],
    ],
  ])("judges %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });

  it("wants the cadence that follows, and that it counts from its own start", () => {
    const followed: Change = (draft) => (draft.cadences["new-lead"].followedBy = "nurture");
    expect(mistakesAfter(followed)).toEqual([
      "cadences.new-lead.followedBy: there is no nurture cadence; add one, or remove this",
    ]);
    const mistakes = mistakesAfter((draft) => {
      followed(draft);
      draft.cadences.nurture = { ...cadence({ anchor: "treatmentCompletedAt" }), followedBy: "nurture" };
    });
    expect(mistakes).toEqual([
      "cadences.nurture.followedBy: would follow itself without end; remove it",
      "cadences.nurture.steps.0.anchor: a nurture run that follows new-lead has no treatmentCompletedAt; expected enrolledAt",
    ]);
  });

  it("refuses a fallback to the channel of the step itself", () => {
    expect(mistakesAfter((draft) => (step(draft, 3).fallback = { channel: "sms", template: "again-sms" }))).toEqual([
      `${NEW_LEAD}.fallback.channel: is the channel of the step itself; expected another than sms`,
    ]);
  });

  it("wants the template of a fallback, in its languages and with a subject", () => {
    expect(mistakesAfter((draft) => (step(draft, 3).fallback = { channel: "email", template: "nothing" }))).toEqual([
      `${NEW_LEAD}.fallback.template: there is no template "nothing"; add it to templates`,
    ]);
    expect(mistakesAfter((draft) => (step(draft, 3).fallback = { channel: "email", template: "call-hint" }))).toEqual([
      "templates.call-hint.en.subject: an email needs a subject",
      "templates.call-hint.es: is missing; the practice writes in en and es",
    ]);
  });
});

describe("what new leads get first", () => {
  it.each(["sms", "email"] as const)("needs an acknowledgement by %s for those who ask again", (channel) => {
    const mistakes = mistakesAfter((draft) => delete draft.cadences["new-lead"].acknowledgement[channel]);
    expect(mistakes).toEqual([
      `cadences.new-lead.acknowledgement.${channel}: is missing; leads are answered first by ${channel}, and so is one who asks again`,
    ]);
  });

  it("is no task for staff", () => {
    expect(mistakesAfter((draft) => (step(draft, 2).firstResponse = true))).toEqual([
      "cadences.new-lead.steps.2.firstResponse: a task for staff answers nobody; expected sms, email or call",
    ]);
  });

  it("is wanted of no other cadence", () => {
    expect(mistakesAfter((draft) => (draft.cadences.nurture = cadence({})))).toEqual([]);
  });
});

describe("numbers", () => {
  it.each<[string, Change, string[]]>([
    [
      "a number without its country",
      (draft) => (draft.sms.originationIdentity = "(312) 555-0102"),
      ["sms.originationIdentity: expected a US number like +13125550142, or the id or ARN of a number pool"],
    ],
    [
      "a pool whose numbers nobody named",
      (draft) => (draft.sms.originationIdentity = "pool-0a1b"),
      ["sms.inboundNumbers: is missing; name the numbers of the pool, or replies and opt-outs find no practice"],
    ],
    [
      "a pool with its numbers",
      (draft) => Object.assign(draft.sms, { originationIdentity: "pool-0a1b", inboundNumbers: ["+13125550102"] }),
      [],
    ],
    [
      "a number of the pool twice",
      (draft) => (draft.sms.inboundNumbers = ["+13125550104", "+13125550104"]),
      ['sms.inboundNumbers.1: "+13125550104" is already used above; expected each name once'],
    ],
    [
      "alerts that come back to the practice",
      (draft) => (at(draft.staff, 0).alert.sms = "+13125550102"),
      ["staff.0.alert.sms: is a number that messages go out from; expected a person's"],
    ],
    [
      "alerts to the caller id",
      (draft) => (at(draft.staff, 0).alert.sms = "+13125550103"),
      ["staff.0.alert.sms: is a number that messages go out from; expected a person's"],
    ],
  ])("judges %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });
});

describe("the desk and its targets", () => {
  it.each<[string, Change, string[]]>([
    [
      "shifts that overlap",
      (draft) =>
        (at(draft.staff, 0).hours = {
          ...draft.hours,
          monday: [
            { opens: "08:00", closes: "12:00" },
            { opens: "11:00", closes: "15:00" },
          ],
        }),
      ["staff.0.hours.monday.1: overlaps window 0 of monday"],
    ],
    [
      "days off that end before they begin, and the same ones twice",
      (draft) =>
        (at(draft.staff, 0).timeOff = [
          { from: "2026-12-10", to: "2026-12-09" },
          { from: "2026-12-10", to: "2026-12-12" },
        ]),
      [
        "staff.0.timeOff.0.to: ends on 2026-12-09, before it begins on 2026-12-10; expected the last day off not to come before the first",
        'staff.0.timeOff.1.from: "2026-12-10" is already used above; expected each name once',
      ],
    ],
    [
      "a skill for what the practice does not offer, and a service line that nobody can talk about",
      (draft) => (at(draft.staff, 0).skills = ["whitening", "braces", "whitening"]),
      [
        'staff.0.skills.2: "whitening" is already used above; expected each name once',
        'staff.0.skills.1: "braces" is no service line; expected dental-implants or whitening',
        'serviceLines.0.key: nobody who gets new leads has "dental-implants" among their skills; add it to somebody\'s',
      ],
    ],
    [
      "a desk where nobody gets new leads",
      (draft) => (at(draft.staff, 0).weight = 0),
      ["staff: nobody gets new leads; give at least one of them a weight above 0"],
    ],
    ["a manager who gets some", (draft) => Object.assign(at(draft.staff, 0), { role: "manager", weight: 1 }), []],
    [
      "a warning that comes with the breach, or before the lead",
      (draft) => (draft.sla.escalation = { atRiskMinutes: 5, nextAfterMinutes: 10 }),
      ["sla.escalation.atRiskMinutes: is not before the target of 5 minutes; expected less than that"],
    ],
    ["a warning in time", (draft) => (draft.sla.escalation = { atRiskMinutes: 2, nextAfterMinutes: 10 }), []],
  ])("judges %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });
});

describe("scoring, holidays and links", () => {
  it.each<[string, Change, string[]]>([
    [
      "points for what is not configured",
      (draft) => {
        draft.scoring.rules = [
          { points: 5, if: { source: ["nowhere"], serviceLine: ["nothing"], answers: { who: ["me"] } } },
        ];
      },
      [
        'scoring.rules.0.if.source.0: there is no source "nowhere"; expected google-ads or referral-desk',
        'scoring.rules.0.if.serviceLine.0: there is no service line "nothing"; expected dental-implants or whitening',
        'scoring.rules.0.if.answers.who: there is no question "who"; none is configured',
      ],
    ],
    [
      "days that there are not",
      (draft) => (draft.holidays = ["2026-02-29", "2028-02-29", "2028-02-29"]),
      [
        'holidays.0: "2026-02-29" is no day; expected one like 2026-12-25',
        'holidays.2: "2028-02-29" is already used above; expected each name once',
      ],
    ],
    [
      "a link with a slash at its end",
      (draft) => (draft.linkBaseUrl = "https://links.example.com/"),
      ["linkBaseUrl: expected an address like https://links.example.com, without a slash at the end"],
    ],
    ["a link below a path", (draft) => (draft.linkBaseUrl = "https://links.example.com/prod"), []],
    [
      "a question, an option and a language that are there twice",
      (draft) => {
        draft.questions = [
          { key: "when", options: ["now", "now"] },
          { key: "when", options: ["a", "b"] },
        ];
        draft.languages = ["en", "es", "en"];
      },
      [
        'questions.1.key: "when" is already used above; expected each name once',
        'questions.0.options.1: "now" is already used above; expected each name once',
        'languages.2: "en" is already used above; expected each name once',
      ],
    ],
  ])("judges %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });
});

describe("a text that does not render", () => {
  const body = "templates.second-sms.en.body";

  it.each([
    ["names something that messages may not know", "About {{ lastVisit }}", "undefined variable: lastVisit"],
    ["is not closed", "Hi {{ firstName", "not closed"],
    ["uses a tag that is not allowed", "{% for a in b %}{% endfor %}", 'tag "for" not found'],
    ["uses a filter that is not allowed", "{{ publicName | reverse }}", "undefined filter: reverse"],
    [
      "fails without a first name only",
      "{% unless firstName %}{{ nobody }}{% endunless %}Hi",
      "undefined variable: nobody",
    ],
  ])("is told with its path when it %s", (_what, text, reason) => {
    const mistakes = mistakesAfter(spell(text));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${body.replaceAll(".", "\\.")}: does not render: `));
    expect(mistakes[0]).toContain(reason);
  });

  it("is found in Spanish and in subjects", () => {
    const mistakes = mistakesAfter((draft) => {
      const { es } = template(draft, "first-email");
      if (es) es.subject = "{{ asunto }}";
    });
    expect(mistakes).toEqual([
      expect.stringMatching(/^templates\.first-email\.es\.subject: does not render: undefined/),
    ]);
  });

  it.each<[string, Change, string[]]>([
    ["nothing", spell("{% if false %}a{% endif %}"), [`${body}: renders to nothing, or to more than an SMS holds`]],
    ["too much", spell("a".repeat(1_700)), [`${body}: renders to nothing, or to more than an SMS holds`]],
    ["four parts", spell("a".repeat(4 * 153 - "\nReply STOP to opt out.".length)), []],
    [
      "five parts, with the line that says how to opt out",
      spell("a".repeat(4 * 153 - "\nReply STOP to opt out.".length + 1)),
      [`${body}: takes 5 SMS parts in GSM-7; expected at most 4`],
    ],
    [
      "five parts for one sign",
      spell(`${"a".repeat(270)} 🙂`),
      [`${body}: takes 5 SMS parts in UCS-2; expected at most 4`],
    ],
  ])("is measured: %s", (_what, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });
});

describe("a revealing word", () => {
  const told = (path: string, ...words: string[]) =>
    `${path}: says ${words.map((word) => `"${word}"`).join(" and ")}, which tells others what somebody asked about; choose neutral words`;

  it.each<[string, Change, string[]]>([
    ["the name", (draft) => (draft.publicName = "Bright Dental"), [told("publicName", "dental")]],
    ["the name, glued to another", (draft) => (draft.publicName = "HarborFertility"), [told("publicName", "fertil")]],
    ["the sender", (draft) => (draft.email.from = "hello@brightdental.example.com"), [told("email.from", "dental")]],
    ["the reply address", (draft) => (draft.email.replyTo = "clinic@example.com"), [told("email.replyTo", "clinic")]],
    [
      "the unsubscribe mailbox",
      (draft) => (draft.email.unsubscribe = "stop@implants.example.com"),
      [told("email.unsubscribe", "implants")],
    ],
    [
      "the host of links",
      (draft) => (draft.linkBaseUrl = "https://rehab-links.example.com"),
      [told("linkBaseUrl", "rehab")],
    ],
    ["the name of staff", (draft) => (at(draft.staff, 0).name = "Doctor Ana"), [told("staff.0.name", "doctor")]],
    ["a message", spell("Your implants, our clinic"), [told("templates.second-sms.en.body", "implants", "clinic")]],
    [
      "a branch of a message",
      spell("Hi{% if firstName %} about surgery{% endif %}"),
      [told("templates.second-sms.en.body", "surgery")],
    ],
    [
      "a Spanish message",
      (draft) => (template(draft, "second-sms").es = { body: "Su cirugía" }),
      [told("templates.second-sms.es.body", "cirugia")],
    ],
    [
      "a subject",
      (draft) => (template(draft, "first-email").en.subject = "Your treatment"),
      [told("templates.first-email.en.subject", "treatment")],
    ],
    [
      "a hint, which travels to staff's phones",
      (draft) => (template(draft, "call-hint").en.body = "Ask about the addiction."),
      [told("templates.call-hint.en.body", "addiction")],
    ],
    ["no message: service lines are internal", (draft) => (at(draft.serviceLines, 0).label = "Oral surgery"), []],
  ])("is found in %s", (_where, change, expected) => {
    expect(mistakesAfter(change)).toEqual(expected);
  });
});

describe("a change that breaks several rules", () => {
  it("gets every mistake, each with its path", () => {
    const mistakes = mistakesAfter((draft) => {
      draft.zone = "Mars/Base";
      step(draft, 3).template = "nothing";
      draft.publicName = "Bright Dental";
      steps(draft).push({ ...step(draft, 1), key: "staff-email", firstResponse: false });
    });
    expect(mistakes.map((mistake) => mistake.split(":")[0])).toEqual([
      "zone",
      "cadences.new-lead.steps.4.key",
      `${NEW_LEAD}.template`,
      "publicName",
    ]);
  });
});
