/** A list price in us-east-1. */
interface Price {
  readonly usd: number;
  /** What it is for. */
  readonly per: string;
}

/** When the prices were looked up. They are second-hand: see the provider's price pages before relying on them. */
export const PRICES_OF = "2026-11-01";

/** What docs/costs.md, `npm run bench` and `npm run doctor` reckon with. */
export const PRICES = {
  writeUnit: { usd: 0.625 / 1e6, per: "DynamoDB write request unit, on demand" },
  readUnit: { usd: 0.125 / 1e6, per: "DynamoDB read request unit, on demand" },
  storageGb: { usd: 0.25, per: "GB and month in DynamoDB" },
  backupGb: { usd: 0.2, per: "GB and month of point-in-time recovery" },
  lambdaRequest: { usd: 0.2 / 1e6, per: "Lambda invocation" },
  lambdaGbSecond: { usd: 0.0000133334, per: "GB-second of Lambda, arm64" },
  transition: { usd: 0.025 / 1e3, per: "Step Functions state transition" },
  event: { usd: 1 / 1e6, per: "custom event on EventBridge" },
  apiRequest: { usd: 3.5 / 1e6, per: "REST API request" },
  smsPart: { usd: 0.0058 + 0.003, per: "US text message part, with a usual carrier fee" },
  email: { usd: 0.1 / 1e3, per: "email by SES" },
  connectMinute: { usd: 0.018 + 0.0048, per: "minute of an outbound call: Connect and telephony" },
  kmsKey: { usd: 1, per: "customer-managed key and month" },
  kmsRequest: { usd: 0.03 / 1e4, per: "KMS request" },
  secret: { usd: 0.4, per: "secret and month" },
  alarm: { usd: 0.1, per: "alarm metric and month" },
  dashboard: { usd: 3, per: "dashboard and month, after the first three of the account" },
  customMetric: { usd: 0.3, per: "custom metric and month" },
  logGb: { usd: 0.5, per: "GB of logs taken in" },
  webAcl: { usd: 5, per: "web ACL and month" },
  webAclRule: { usd: 1, per: "rule or managed rule group of a web ACL and month" },
  webRequest: { usd: 0.6 / 1e6, per: "request that a web ACL looks at" },
  compositeAlarm: { usd: 0.5, per: "composite alarm and month" },
  signIn: { usd: 0.02, per: "person who signs in to Cognito (Plus) in a month" },
  phoneNumber: { usd: 2, per: "toll-free number and month; 10DLC numbers $1, and $2 to $10 for the campaign" },
} as const satisfies Record<string, Price>;
