import { escapeHtml } from "../../../shared/domain/messages/html.ts";
import type { PinProblem } from "../types.ts";

/** Asks for the PIN of the person whom the link is for; of the lead it says nothing. */
export function pinContent(publicName: string, name: string, problem: PinProblem | undefined): string {
  const isLocked = problem?.is === "locked";
  const invalid = problem === undefined ? "" : ` aria-invalid="true" aria-describedby="pin-problem"`;
  return [
    `<header><span>${escapeHtml(publicName)}</span></header>`,
    `<main>`,
    `<section class="card">`,
    `<h1>Hello, ${escapeHtml(name)}</h1>`,
    isLocked
      ? ""
      : `<p>A lead is waiting. Enter your PIN to open it on this device. You are asked once every 30 days.</p>`,
    problem === undefined ? "" : `<p class="problem" id="pin-problem" role="alert">${problemWords(problem)}</p>`,
    isLocked
      ? ""
      : [
          `<form method="post" action="?">`,
          `<input type="hidden" name="action" value="pin">`,
          `<label for="pin">Your six-digit PIN</label>`,
          `<input class="pin" id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" maxlength="12" required${invalid}>`,
          `<button type="submit">Open the lead</button>`,
          `</form>`,
        ].join("\n"),
    `</section>`,
    `<p class="when aside">Forgot your PIN? Your manager can give you a new one.</p>`,
    `</main>`,
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function problemWords(problem: PinProblem): string {
  switch (problem.is) {
    case "not_a_pin":
      return "A PIN has six digits.";
    case "signed_out":
      return "Nothing was changed. Enter your PIN, and then do it once more.";
    case "wrong_pin":
      return problem.triesLeft === 1
        ? "That PIN is not right. You have one more try."
        : `That PIN is not right. You have ${problem.triesLeft} more tries.`;
    case "locked":
      return `Too many wrong PINs. Try again in ${problem.minutes === 1 ? "a minute" : `${problem.minutes} minutes`}, or ask your manager.`;
  }
}
