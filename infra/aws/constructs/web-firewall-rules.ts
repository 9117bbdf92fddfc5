import type * as wafv2 from "aws-cdk-lib/aws-wafv2";
import { isBrowserRoute, ROUTES } from "../../../shared/contracts/routes.ts";

type Statement = wafv2.CfnWebACL.StatementProperty;

/** A rule of the firewall: one of ours, with what it answers, or a group that AWS keeps. */
export type FirewallRule = { readonly name: string; readonly statement: Statement } & (
  | { readonly answer: "too-many" | "too-large" }
  | { readonly answer?: undefined }
);

const AS_SENT = [{ priority: 0, type: "NONE" }];
const FIVE_MINUTES = 300;
/**
 * Requests from one address in five minutes. A vendor posts all its leads from one address, and an office has one for all its people: this is
 * as much as the usage plan lets one key post (50 a second), so it stops a flood and no caller that keeps to its own limit.
 */
const ANY_REQUESTS = 15_000;
/** The same for links. Nobody opens two a second; mail gateways that try every link in a practice's mail may open hundreds. */
const LINK_REQUESTS = 600;
/** A `content-length` of 300,000 bytes or more. The functions refuse exactly, from 256 KiB on; what is far beyond never reaches them. */
const TOO_LONG = "^0*([3-9][0-9]{5}|[1-9][0-9]{6,})$";

const isApi: Statement = {
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "CONTAINS",
    searchString: "/v1/",
    textTransformations: AS_SENT,
  },
};

/** Posts with a key: leads, missed calls, bookings. */
const isPost: Statement = {
  andStatement: {
    statements: [
      {
        byteMatchStatement: {
          fieldToMatch: { method: {} },
          positionalConstraint: "EXACTLY",
          searchString: "POST",
          textTransformations: AS_SENT,
        },
      },
      // The path as WAF sees it begins with the stage, or on a domain of one's own does not.
      { orStatement: { statements: ROUTES.filter(isBrowserRoute).map(({ path }) => pathEndsWith(path)) } },
    ],
  },
};

/**
 * Rules of AWS that are counted and not obeyed, each with its reason. What people write must get in: an inquiry that mentions a script or a
 * file is an inquiry, bodies are parsed by strict schemas, and nothing in them is ever executed, opened or fetched.
 */
const COUNTED = [
  // From 8 KB on; posts may have 256 KiB.
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "EC2MetaDataSSRF_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  // Servers of vendors often say nothing of themselves.
  "NoUserAgent_HEADER",
  // Takes one in some thousand signed links for a file that ends in .log or .ini, and would keep that person from unsubscribing.
  "RestrictedExtensions_URIPATH",
] as const;

/** What the firewall looks at, in this order. The whole costs less than the 1,500 units that are part of its price. */
export const FIREWALL_RULES: readonly FirewallRule[] = [
  {
    name: "BodyTooLarge",
    answer: "too-large",
    // WAF itself sees the first 16 KB of a body only.
    statement: {
      regexMatchStatement: {
        fieldToMatch: { singleHeader: { Name: "content-length" } },
        regexString: TOO_LONG,
        textTransformations: AS_SENT,
      },
    },
  },
  { name: "AnyRequests", answer: "too-many", statement: rate(ANY_REQUESTS) },
  { name: "LinkRequests", answer: "too-many", statement: rate(LINK_REQUESTS, { notStatement: { statement: isApi } }) },
  {
    name: "BadAddresses",
    // People post from home, where some machine may once have been part of a botnet. A post needs a key as it is.
    statement: managed("AWSManagedRulesAmazonIpReputationList", {
      scopeDownStatement: { notStatement: { statement: isPost } },
    }),
  },
  { name: "KnownBadInputs", statement: managed("AWSManagedRulesKnownBadInputsRuleSet") },
  {
    name: "Common",
    statement: managed("AWSManagedRulesCommonRuleSet", {
      ruleActionOverrides: COUNTED.map((name) => ({ name, actionToUse: { count: {} } })),
    }),
  },
];

function pathEndsWith(path: string): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { uriPath: {} },
      positionalConstraint: "ENDS_WITH",
      searchString: path,
      textTransformations: AS_SENT,
    },
  };
}

function rate(limit: number, scopeDownStatement?: Statement): Statement {
  return {
    rateBasedStatement: {
      aggregateKeyType: "IP",
      evaluationWindowSec: FIVE_MINUTES,
      limit,
      ...(scopeDownStatement ? { scopeDownStatement } : {}),
    },
  };
}

function managed(
  name: string,
  options: Omit<wafv2.CfnWebACL.ManagedRuleGroupStatementProperty, "name" | "vendorName"> = {},
): Statement {
  return { managedRuleGroupStatement: { vendorName: "AWS", name, ...options } };
}
