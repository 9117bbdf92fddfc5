import type middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { Logger } from "../ports/index.ts";
import { htmlDocument, PAGE_HEADERS, type Page } from "./html-page.ts";
import { problemOf } from "./http-problem.ts";
import { definedValues, SECURITY_HEADERS } from "./http-request.ts";
import { codeOf } from "./redact.ts";
import { asHandler, startStack } from "./stack.ts";

/** A request for a public page; whoever makes it is known by nothing but its path. */
export interface PageRequest {
  /** `POST` asks for something to be done; everything else only looks. */
  readonly isPost: boolean;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** An answer that a person reads. */
export interface PageResponse {
  readonly status: number;
  readonly page: Page;
}

/** Shown for any error. Whose language would be unknown, so it is in both. */
const FAILED: Page = {
  language: "en",
  title: "Not available",
  content: [
    `<h1>This page is not available just now</h1>`,
    `<p>Please try again in a few minutes.</p>`,
    `<p lang="es">Esta página no está disponible en este momento. Inténtelo de nuevo en unos minutos.</p>`,
  ].join("\n"),
};

/** The stack of public pages: no key and no login, strict headers, and a neutral page for whatever `run` throws. */
export function pageHandler(
  { logger }: { readonly logger: Logger },
  run: (request: PageRequest) => Promise<PageResponse>,
): (event: APIGatewayProxyEvent, context?: Context) => Promise<APIGatewayProxyResult> {
  const stack = startStack(async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    const { status, page } = await run({
      isPost: event.httpMethod === "POST",
      pathParameters: definedValues(Object.entries(event.pathParameters ?? {})),
    });
    return answer(status, page);
  });
  return asHandler(stack.use(answerFailures(logger)));
}

/** Answers any error with a page that quotes nothing, and logs its code. */
function answerFailures(logger: Logger): middy.MiddlewareObj<APIGatewayProxyEvent, APIGatewayProxyResult> {
  return {
    onError: (request) => {
      const { problem, headers } = problemOf(request.error);
      logger.error("page not shown", { stage: "http", code: codeOf(request.error) });
      request.response = answer(problem.status, FAILED, headers);
    },
  };
}

function answer(statusCode: number, page: Page, headers: Readonly<Record<string, string>> = {}): APIGatewayProxyResult {
  return { statusCode, headers: { ...headers, ...SECURITY_HEADERS, ...PAGE_HEADERS }, body: htmlDocument(page) };
}
