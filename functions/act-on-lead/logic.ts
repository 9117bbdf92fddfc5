import { MetricName } from "../../shared/contracts/names.ts";
import { actionLink } from "../../shared/delivery/action-link.ts";
import { present } from "../../shared/domain/present.ts";
import { recordView } from "../../shared/persons/record-view.ts";
import type { KeyRing } from "../../shared/ports/index.ts";
import { type Device, deviceCookie, forgottenDevice, formToken, isCurrent, isOwnForm, readDevice } from "./device.ts";
import { enterPin, lockOf } from "./enter-pin.ts";
import { borneOut, fieldProblemIn, noticeIn } from "./notices.ts";
import { isOwnOrigin } from "./own-origin.ts";
import { perform } from "./perform.ts";
import { readStory } from "./read-story.ts";
import type { ActionAnswer, ActionVisit, ActOnLeadDeps, OpenLink, PinProblem, Refusal } from "./types.ts";

type Of<Is extends ActionAnswer["is"]> = Extract<ActionAnswer, { is: Is }>;

/**
 * Shows a lead to the one person of staff whom a link is for, and does what they press. Looking changes nothing but that it is on the
 * timeline who looked. Every refusal says so, does nothing and shows nothing.
 */
export async function actOnLead(deps: ActOnLeadDeps, visit: ActionVisit): Promise<ActionAnswer> {
  const ring = await deps.keyRings.load();
  const link = await openLink(deps, ring, visit.token);
  if (typeof link === "string") return refuse(deps, undefined, link);
  if (visit.isPost && !isOwnOrigin(visit.headers, link.config)) return refuse(deps, link, "foreign_post");
  const device = readDevice(ring, visit.cookies, link.ids.practiceId, deps.clock.now());
  if (device !== undefined && device.staffId === link.staff.staffId && isCurrent(device, link.member))
    return act(deps, ring, link, device, visit);
  if (device !== undefined && (await isSomebodyElses(deps, device, link))) return askWhoseItIs(deps, link, visit);
  return askForPin(deps, ring, link, visit);
}

/** What a token stands for now, or why it stands for nothing. */
async function openLink(
  deps: ActOnLeadDeps,
  ring: KeyRing,
  token = "",
): Promise<OpenLink | Extract<Refusal, "altered" | "expired" | "no_longer_staff">> {
  const ids = actionLink.read(ring, token);
  if (ids === undefined) return "altered";
  if (ids.expiresAt <= deps.clock.now()) return "expired";
  const { practiceId, staffId } = ids;
  const [practice, member] = await Promise.all([
    deps.configs.current(practiceId),
    deps.store.read("staffMember", { practiceId, staffId }),
  ]);
  const staff = practice?.config.staff.find((one) => one.staffId === staffId);
  if (practice === undefined || staff === undefined) return "no_longer_staff";
  return { ids, config: practice.config, staff, member };
}

async function isSomebodyElses({ store }: ActOnLeadDeps, device: Device, { staff }: OpenLink): Promise<boolean> {
  const { practiceId, staffId } = device;
  if (staffId === staff.staffId) return false;
  return isCurrent(device, await store.read("staffMember", { practiceId, staffId }));
}

/** The device of one person opens no page of another's; who shares one can give it up, and then needs the PIN of their own. */
function askWhoseItIs(deps: ActOnLeadDeps, link: OpenLink, { isPost, form }: ActionVisit): ActionAnswer {
  const { practiceId } = link.ids;
  if (isPost && form.action === "forget") return { is: "device_changed", setCookie: forgottenDevice(practiceId) };
  count(deps, link, "other_person");
  return { is: "other_person", publicName: link.config.publicName };
}

async function askForPin(
  deps: ActOnLeadDeps,
  ring: KeyRing,
  link: OpenLink,
  { isPost, form }: ActionVisit,
): Promise<ActionAnswer> {
  const { ids, member } = link;
  const now = deps.clock.now();
  if (member?.pin === undefined) return refuse(deps, link, "no_pin");
  const locked = lockOf(member, now);
  if (!isPost || locked !== undefined) {
    if (locked !== undefined) count(deps, link, "locked");
    return pinAsked(link, locked);
  }
  if (form.action !== "pin") return pinAsked(link, { is: "signed_out" });
  const answer = await enterPin(deps, link, form.pin ?? "");
  if (answer.is === "no_pin") return refuse(deps, link, "no_pin");
  if (answer.is !== "right") {
    if (answer.is === "locked" || answer.is === "wrong_pin") count(deps, link, answer.is);
    return pinAsked(link, answer);
  }
  const { practiceId, staffId } = ids;
  deps.logger.info("a device was opened", { practiceId, stage: "pin" });
  const device = { practiceId, staffId, deviceId: deps.ids.token(), pinSetAt: answer.pinSetAt };
  return { is: "device_changed", setCookie: deviceCookie(ring, device, now) };
}

function pinAsked({ config, staff }: OpenLink, problem: PinProblem | undefined): ActionAnswer {
  const { publicName } = config;
  return present<Of<"pin_asked">>({ is: "pin_asked", publicName, name: staff.name, problem });
}

async function act(
  deps: ActOnLeadDeps,
  ring: KeyRing,
  link: OpenLink,
  device: Device,
  { isPost, form, query }: ActionVisit,
): Promise<ActionAnswer> {
  if (isPost && form.action === "forget")
    return { is: "device_changed", setCookie: forgottenDevice(link.ids.practiceId) };
  if (isPost) {
    if (!isOwnForm(ring, device, link.ids, form.token)) return refuse(deps, link, "foreign_post");
    const answer = await perform(deps, link, form);
    return answer.is === "refused" ? refuse(deps, link, answer.why) : answer;
  }
  const { staffId } = link.staff;
  const lead = await recordView(deps, link.ids, { staffId, reason: "action_link", via: "action_link" });
  if (lead === undefined) return refuse(deps, link, "no_lead");
  const story = await readStory(deps, link, lead);
  return present<Of<"shown">>({
    is: "shown",
    story,
    formToken: formToken(ring, device, link.ids),
    notice: borneOut(noticeIn(query), story),
    problem: fieldProblemIn(query),
  });
}

function refuse(deps: ActOnLeadDeps, link: OpenLink | undefined, why: Refusal): ActionAnswer {
  count(deps, link, why);
  return { is: "refused", why };
}

/** Somebody tries links or PINs, or links do not do what they should: ops see both. */
function count(
  { metrics, logger }: ActOnLeadDeps,
  link: OpenLink | undefined,
  why: Refusal | "other_person" | "wrong_pin" | "locked",
): void {
  const practiceId = link?.ids.practiceId;
  metrics.emit(MetricName.ActionLinkRefused, 1, present({ Practice: practiceId, Reason: why }));
  logger.warn("an action link was refused", { ...present<{ practiceId?: string }>({ practiceId }), code: why });
}
