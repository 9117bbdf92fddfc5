"""Starts MiniStack at the time that the tests set, and adds what it lacks.

Only tests/emulator uses this. The version is pinned in requirements.txt; whoever moves it looks at the three functions that are replaced here.
"""

import datetime as datetimes
import os
import string
import time

real_time, real_gmtime = time.time, time.gmtime


def ahead() -> float:
    """By how many seconds the tests have moved the time on."""
    with open(os.environ["EMULATOR_CLOCK"], encoding="utf-8") as file:
        return float(file.read()) / 1000


def now() -> float:
    return real_time() + ahead()


class Datetime(datetimes.datetime):
    """A datetime whose present is the tests' one."""

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(now(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(now(), datetimes.timezone.utc).replace(tzinfo=None)


# Before MiniStack is imported, because its modules take the class by name.
time.time = now
time.gmtime = lambda seconds=None: real_gmtime(now() if seconds is None else seconds)
datetimes.datetime = Datetime

from ministack import app  # noqa: E402
from ministack.services import apigateway_v1, stepfunctions  # noqa: E402
from ministack.services.cloudformation import provisioners  # noqa: E402


def sleep_until(timestamp: str) -> None:
    """A Wait state that ends when the tests move the time on; MiniStack's own sleeps as long as it was to last at its beginning."""
    due = datetimes.datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()
    while now() < due:
        time.sleep(0.05)


stepfunctions._sleep_until = sleep_until

build_event = apigateway_v1._build_lambda_event_v1


def build_event_with_key(*args, **kwargs):
    """MiniStack checks an API key; AWS also tells the function which one it was."""
    event = build_event(*args, **kwargs)
    resource, method = args[3], args[5]
    if resource.get("resourceMethods", {}).get(method, {}).get("apiKeyRequired"):
        key = apigateway_v1._resolve_api_key(apigateway_v1._api_key_from_request(args[6]))
        if key:
            event["requestContext"]["identity"].update(apiKey=key["value"], apiKeyId=key["id"])
    return event


apigateway_v1._build_lambda_event_v1 = build_event_with_key

secrets = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
create_secret = secrets["create"]


def create_secret_as_aws_does(logical_id, props, stack_name):
    """Leaves out punctuation where asked to. A reference to a secret is its ARN on AWS, and its name here, for which no policy of a role holds."""
    generate = props.get("GenerateSecretString") or {}
    if generate.get("ExcludePunctuation"):
        props = {**props, "GenerateSecretString": {**generate, "ExcludeCharacters": string.punctuation}}
    _name, attributes = create_secret(logical_id, props, stack_name)
    return attributes["Arn"], attributes


secrets["create"] = create_secret_as_aws_does

pin_request_origin = app.pin_request_origin
# Calls stay on the loopback interface and need no TLS; every policy that demands TLS takes them for calls that have it.
app.pin_request_origin = lambda address, _secure: pin_request_origin(address, True)

if __name__ == "__main__":
    app.main()
