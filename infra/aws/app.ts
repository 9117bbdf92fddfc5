import { App } from "aws-cdk-lib";
import { addFirstTouch } from "./first-touch.ts";

const app = new App({ analyticsReporting: false });
addFirstTouch(app);
app.synth();
