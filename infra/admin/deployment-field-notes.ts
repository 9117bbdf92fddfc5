/** What each field of a deployment file is for, in the words that editors show. docs/deployment-file.md says the same, and more. */
export const DEPLOYMENT_NOTES: Readonly<Record<string, string>> = {
  $schema: "Where this schema is, for editors.",
  name: "What stacks, alarms and dashboards are called; a second deployment in an account needs another. It never changes: a new name is a new deployment.",
  account: "The 12 digits of the AWS account; it must be under a BAA.",
  region: "The AWS region, like us-east-1. SMS, SES and the Connect instance are set up in the same one.",
  practices:
    "Files or folders of practice configurations, relative to this file. Each gets dashboards and alarms of its own.",
  alarmEmail: "Where alarms are mailed to. AWS asks that address once to confirm.",
  runbookUrl: "Where people can read the runbook; alarms link to its headings.",
  browserOrigins: "Websites whose forms post straight from the browser, like https://www.example.com.",
  signIn: "How people sign in. Without it only API keys and machine clients are let in.",
  "signIn.domainPrefix": "The first part of the address of the sign-in page, unique in the region.",
  "signIn.callbackUrls": "Where an application is sent back to after signing in.",
  "signIn.logoutUrls": "Where an application is sent back to after signing out.",
  "signIn.identityProviders": "OpenID Connect providers whose people sign in there.",
  "signIn.identityProviders[].name": "What the sign-in page calls it.",
  "signIn.identityProviders[].issuer": "Its issuer, an https address; its configuration is read from there.",
  "signIn.identityProviders[].clientId": "What this deployment is called there.",
  "signIn.identityProviders[].clientSecretId":
    "Name or ARN of the secret in Secrets Manager that holds the client secret; it is in no file.",
  connectInstanceArn: "The Amazon Connect instance that calls are made with; without it there are call tasks only.",
  telephony: "What the telephony stack makes for a practice, beside what its configuration names.",
  "telephony.*": "By the practiceId of a practice of this deployment.",
  "telephony.*.smsNumberIds": "Ids of its registered phone numbers, which send its text messages and take the answers.",
  "telephony.*.emailDomain":
    "The domain that its emails come from; the stack makes the SES identity and says what to put into DNS.",
  mysteryShopper: "Where the mystery shopper shops, and how often.",
  "mysteryShopper.practices": "Practices of this deployment, by their practiceId; none: the schedule is off.",
  "mysteryShopper.everyMinutes": "How often, 3 to 1440.",
  "mysteryShopper.numbers": "Phone numbers that take turns, E.164; nobody may be behind them.",
  restoredTables:
    "Tables that were restored from a backup, to work on instead of the deployment's own (docs/restore.md).",
  "restoredTables.leads": "The lead table that was restored.",
  "restoredTables.leads.name": "Its name.",
  "restoredTables.leads.streamArn": "Its LatestStreamArn.",
  "restoredTables.contacts": "The contact table that was restored.",
  "restoredTables.contacts.name": "Its name.",
  businessAssociates:
    "Everybody outside the practice who handles health information for it; Amazon Web Services is one.",
  "businessAssociates[].vendor": "Its name; `Amazon Web Services` for AWS.",
  "businessAssociates[].services": "What it does with health information.",
  "businessAssociates[].baaSignedOn":
    "When the agreement was signed, YYYY-MM-DD; a deployment is refused before that day.",
  "businessAssociates[].reviewBy": "When somebody looks at it again, YYYY-MM-DD; deploy and doctor remind of it.",
  tags: "Put on every resource; a tag that is activated for cost allocation splits the bill.",
  "tags.*": "The value of a tag.",
};
