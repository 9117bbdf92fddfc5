import type middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { Logger } from "../ports/index.ts";
import { htmlDocument, type Page, pageHeaders } from "./html-page.ts";
import { problemOf } from "./http-problem.ts";
import { cookiesOf, definedValues, lowerCaseHeaders, readBody, SECURITY_HEADERS } from "./http-request.ts";
import { codeOf } from "./redact.ts";
import { asHandler, startStack } from "./stack.ts";

/** A request for a public page; whoever makes it is known by nothing but its path. */
export interface PageRequest {
  /** `POST` asks for something to be done; everything else only looks. */
  readonly isPost: boolean;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** The fields that a form posted; of several of one name the last. None of a body that is no form. */
  readonly form: Readonly<Record<string, string>>;
}

/** An answer that a person reads; `setCookie` is the whole header. */
export interface ShownPage {
  readonly status: number;
  readonly page: Page;
  readonly setCookie?: string;
}

/** An answer that a person reads, or that leads them on. */
export type PageResponse =
  | ShownPage
  /** Seen from there with a GET (303), so that loading again posts nothing twice. An address relative to this one will do. */
  | { readonly seeOther: string; readonly setCookie?: string };

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
    const isPost = event.httpMethod === "POST";
    const headers = lowerCaseHeaders(event);
    const response = await run({
      isPost,
      pathParameters: definedValues(Object.entries(event.pathParameters ?? {})),
      query: definedValues(Object.entries(event.queryStringParameters ?? {})),
      headers,
      cookies: cookiesOf(headers.cookie),
      form: isPost ? Object.fromEntries(new URLSearchParams(readBody(event) ?? "")) : {},
    });
    const cookie: Record<string, string> = {};
    if (response.setCookie !== undefined) cookie["set-cookie"] = response.setCookie;
    if ("seeOther" in response) return seeOther(response.seeOther, cookie);
    return answer(response.status, response.page, cookie);
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
  return { statusCode, headers: { ...headers, ...SECURITY_HEADERS, ...pageHeaders(page) }, body: htmlDocument(page) };
}

function seeOther(location: string, headers: Readonly<Record<string, string>>): APIGatewayProxyResult {
  return { statusCode: 303, headers: { ...headers, ...SECURITY_HEADERS, location }, body: "" };
}
