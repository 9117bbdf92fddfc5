import type { Campaign } from "../../shared/domain/entities/campaign.ts";

/** What a caller may do with a campaign. */
export type Move = "launch" | "pause" | "resume" | "cancel";

type Status = Campaign["status"];

/** From where each move leads on, and where it has been made already. After the last turn, `done`, touches go on for weeks. */
const MOVES: Readonly<Record<Move, { readonly from: readonly Status[]; readonly made: readonly Status[] }>> = {
  launch: { from: ["draft"], made: ["preparing", "running"] },
  pause: { from: ["preparing", "running", "done"], made: ["paused"] },
  resume: { from: ["paused"], made: ["preparing", "running"] },
  cancel: { from: ["draft", "preparing", "running", "paused", "done"], made: ["cancelled"] },
};

/** What was done, in the words of history and problems. */
export const DONE: Readonly<Record<Move, string>> = {
  launch: "launched",
  pause: "paused",
  resume: "resumed",
  cancel: "cancelled",
};

const ROUTES: Readonly<Record<string, Move>> = {
  "POST /v1/campaigns/{campaignId}/launch": "launch",
  "POST /v1/campaigns/{campaignId}/pause": "pause",
  "POST /v1/campaigns/{campaignId}/resume": "resume",
  "POST /v1/campaigns/{campaignId}/cancel": "cancel",
};

/** The move that a route asks for. Throws a RangeError for a route of another function. */
export function moveOf(route: string): Move {
  const move = ROUTES[route];
  if (move === undefined) throw new RangeError("got a route that steers no campaign; expected one of routes.ts");
  return move;
}

/** Whether a campaign that stands like this may be moved, or is where the move leads. */
export function judge(move: Move, status: Status): "allowed" | "made" | "refused" {
  const { from, made } = MOVES[move];
  if (from.includes(status)) return "allowed";
  return made.includes(status) ? "made" : "refused";
}

/** The campaign after a move that is allowed; the versions are for who writes it. */
export function moved(campaign: Campaign, move: Move, by: string, at: number): Campaign {
  const { wakeAt: _rests, finishedAt: _ended, ...rest } = campaign;
  const history = [...campaign.history, { at, by, did: DONE[move] }];
  switch (move) {
    case "launch":
      return { ...rest, status: "preparing", launchedAt: at, wakeAt: at, history };
    case "pause":
      return { ...rest, status: "paused", history };
    case "resume":
      return { ...rest, status: campaign.listing?.done ? "running" : "preparing", wakeAt: at, history };
    case "cancel":
      return { ...rest, status: "cancelled", finishedAt: at, history };
  }
}
