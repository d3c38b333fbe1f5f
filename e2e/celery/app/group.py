"""The members of a saved group, as GroupResult.restore gives them: a JSON list."""
import json
import sys

from celery.result import GroupResult

from interop import app

print(json.dumps([member.id for member in GroupResult.restore(sys.argv[1], app=app).results]))
