"""The `nssi` command: the operator's tool."""

import sys
