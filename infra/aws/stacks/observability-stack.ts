import { CfnOutput, CrossStackReferences, Duration, ReferenceStrength, Stack, type StackProps } from "aws-cdk-lib";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Deployment } from "../../deployment/deployment.ts";
import { metricNamespace } from "../constructs/deployment-name.ts";
import { AlarmTopic } from "../observability/alarm-topic.ts";
import { Alarms } from "../observability/alarms.ts";
import { addBusinessAlarms } from "../observability/business-alarms.ts";
import { businessWidgets } from "../observability/business-dashboard.ts";
import { findMonitored } from "../observability/monitored.ts";
import { addOperationsAlarms } from "../observability/operations-alarms.ts";
import { operationsWidgets } from "../observability/operations-dashboard.ts";
import { monitoredPractice } from "../observability/practices.ts";
import { ProductMetrics } from "../observability/product-metrics.ts";
import { addMysterySilence, addResponseAlarms } from "../observability/response-alarms.ts";
import { slaWidgets } from "../observability/sla-dashboard.ts";
import type { DataStack } from "./data-stack.ts";
import type { PipelineStack } from "./pipeline-stack.ts";

/** Where the runbook is, seen from the repository, for a deployment that does not say where people can open it. */
const RUNBOOK = "docs/runbook.md";

/** Properties of the `ObservabilityStack`. */
export interface ObservabilityStackProps extends StackProps {
  /** Its name is before those of alarms and dashboards. */
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly pipeline: PipelineStack;
}

/** Dashboards and alarms. It holds nothing: deleting it blinds people, and stops no lead from being answered. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    // By weak references: a dashboard must not keep a function from being renamed or removed.
    CrossStackReferences.of(this).consume(ReferenceStrength.WEAK);
    const { deployment, data, pipeline } = props;
    const { name: prefix, runbookUrl = RUNBOOK, alarmEmail: email, mysteryShopper } = deployment;
    const practices = deployment.practices.map(monitoredPractice);
    const monitored = findMonitored(data, pipeline);
    const metrics = new ProductMetrics(metricNamespace(this));
    const { topic } = new AlarmTopic(this, "Alarms", { email });
    const alarms = new Alarms(this, { prefix, runbookUrl, topic });

    const unanswered = addResponseAlarms(alarms, metrics, practices);
    if (mysteryShopper.practices.length > 0) addMysterySilence(alarms, metrics, mysteryShopper.everyMinutes);
    addBusinessAlarms(alarms, metrics, practices);
    const failing = addOperationsAlarms(alarms, metrics, monitored);
    alarms.addAnyOf("LeadsNotAnswered", "Leads are not being answered: wake somebody.", "sla", [
      ...unanswered,
      ...failing,
    ]);

    const boards = {
      Sla: slaWidgets(metrics, practices, alarms.on("sla")),
      Business: businessWidgets(metrics, practices, alarms.on("business")),
      Operations: operationsWidgets(metrics, monitored, practices, alarms.on("operations")),
    };
    for (const [name, widgets] of Object.entries(boards)) {
      new cloudwatch.Dashboard(this, `${name}Dashboard`, {
        dashboardName: `${prefix}-${name}`,
        defaultInterval: Duration.days(7),
        widgets,
      });
    }
    new CfnOutput(this, "AlarmTopicArn", { value: topic.topicArn });
  }
}
