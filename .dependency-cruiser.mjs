// Who may import whom (docs/architecture.md, "Import direction"). Every rule has a planted violation in
// tests/unit/toolchain/import-direction.test.ts.

const packages = (...names) => `(^|/)node_modules/(@types/)?(${names.join("|")})/`;
const inFolders = (...folders) => folders.map((folder) => `^${folder}/`);

const DOMAIN_PACKAGES = packages("zod", "luxon", "libphonenumber-js", "liquidjs");
/** The layers of shared/, each with the layers that it may import besides itself. */
const LAYERS = {
  domain: [],
  contracts: ["domain"],
  ports: ["contracts", "domain"],
  delivery: ["ports", "contracts", "domain"],
  runs: ["ports", "contracts", "domain"],
  persons: ["runs", "ports", "contracts", "domain"],
  reports: ["contracts", "domain"],
  desk: ["ports", "contracts", "domain"],
  intake: ["ports", "contracts", "domain"],
  adapters: ["ports", "contracts", "domain"],
  platform: ["ports", "contracts", "domain"],
};
/** These parts of the domain read a cadence or hours and answer an action: they know the types of those contracts. */
const KNOWN_CONTRACTS = "^shared/contracts/(practice|workflow)[.]ts$";
const KNOWS_CONTRACT_TYPES = "^shared/domain/(planner|practice-hours|desk)/";
/** Timeouts that the functions and the stacks must agree on. */
const TIMING = "^shared/domain/timing[.]ts$";

const layerRules = Object.entries(LAYERS).map(([layer, below]) => ({
  name: `${layer}-imports-only-what-is-below`,
  comment: `shared/${layer} may import ${["itself", ...below].join(", ")} and nothing else of the product`,
  severity: "error",
  from: { path: `^shared/${layer}/`, pathNot: layer === "domain" ? KNOWS_CONTRACT_TYPES : [] },
  to: { path: "^(shared|functions|infra|tests)/", pathNot: inFolders(...[layer, ...below].map((l) => `shared/${l}`)) },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...layerRules,
    {
      name: "planner-and-hours-import-only-domain-and-contract-types",
      comment: "everything else of the product comes as a parameter",
      severity: "error",
      from: { path: KNOWS_CONTRACT_TYPES },
      to: { path: "^(shared|functions|infra|tests)/", pathNot: ["^shared/domain/", KNOWN_CONTRACTS] },
    },
    {
      name: "domain-knows-contracts-only-as-types",
      severity: "error",
      from: { path: KNOWS_CONTRACT_TYPES },
      to: { path: KNOWN_CONTRACTS, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "domain-uses-pure-packages-only",
      comment: "no input, output or platform in a rule",
      severity: "error",
      from: { path: "^shared/domain/" },
      to: { pathNot: ["^(shared|functions|infra|tests)/", DOMAIN_PACKAGES] },
    },
    {
      name: "contracts-use-zod-only",
      severity: "error",
      from: { path: "^shared/contracts/" },
      to: { pathNot: ["^(shared|functions|infra|tests)/", packages("zod")] },
    },
    {
      name: "functions-never-import-each-other",
      severity: "error",
      from: { path: "^functions/([^/]+)/" },
      to: { path: "^functions/", pathNot: "^functions/$1/" },
    },
    {
      name: "functions-never-import-infra",
      severity: "error",
      from: { path: "^functions/" },
      to: { path: "^infra/" },
    },
    {
      name: "logic-imports-no-adapter",
      comment: "logic takes what it needs as parameters; the handler composes",
      severity: "error",
      from: { path: "^functions/[^/]+/", pathNot: "^functions/[^/]+/handler[.]ts$" },
      to: { path: "^shared/adapters/" },
    },
    {
      name: "stacks-import-contracts-only",
      comment:
        "a stack knows a function by its entry path, and everything else from the contracts and the deployment file; timeouts are the exception",
      severity: "error",
      from: { path: "^infra/(aws|openapi)/" },
      to: {
        path: "^(shared|functions|infra)/",
        pathNot: ["^infra/$1/", "^infra/deployment/", "^shared/contracts/", TIMING],
      },
    },
    {
      name: "stacks-use-cdk-and-esbuild-only",
      severity: "error",
      from: { path: "^infra/aws/" },
      to: {
        dependencyTypesNot: ["core"],
        pathNot: ["^(shared|functions|infra|tests)/", packages("aws-cdk-lib", "cdk-nag", "constructs", "esbuild")],
      },
    },
    {
      name: "local-engine-imports-no-stack",
      severity: "error",
      from: { path: "^infra/local/" },
      to: { path: "^infra/aws/" },
    },
    {
      name: "aws-sdk-only-in-adapters",
      severity: "error",
      comment: "beside them, commands of operators that look at an account",
      from: { pathNot: inFolders("shared/adapters", "infra/local", "infra/admin", "tests") },
      to: { path: packages("@aws-sdk/[^/]+", "@smithy/[^/]+") },
    },
    {
      name: "middy-and-powertools-only-in-platform",
      comment: "three middy stacks, one logger and one emitter of metrics serve every function",
      severity: "error",
      from: { pathNot: inFolders("shared/platform", "tests") },
      to: { path: packages("@middy/[^/]+", "@aws-lambda-powertools/[^/]+") },
    },
    {
      name: "product-needs-no-development-package",
      severity: "error",
      from: { path: "^(functions|shared)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "only-tests-import-tests",
      severity: "error",
      from: { pathNot: "^tests/" },
      to: { path: "^tests/" },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-undeclared-package",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-unresolvable-import",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // The TypeScript 7 compiler has no API that dependency-cruiser can parse with: without swc it would find no imports.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
      extensions: [".ts", ".js", ".mjs", ".cjs", ".json", ".d.ts"],
    },
  },
};
