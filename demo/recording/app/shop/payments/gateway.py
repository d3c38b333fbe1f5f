import requests

TIMEOUT_SECONDS = 3
BASE = 'http://api.payments.internal:8080'


class GatewayError(Exception):
    """The gateway could not be asked, or said no."""


class Card:
    class Declined(Exception):
        def __init__(self, code, message):
            super().__init__(code, message)
            self.code = code


session = requests.Session()


def call(path, payload):
    try:
        response = session.post(BASE + path, json=payload, timeout=TIMEOUT_SECONDS)
        response.raise_for_status()
    except requests.Timeout as exc:
        raise GatewayError(f'no answer from {path} within {TIMEOUT_SECONDS} s') from exc
    return response.json()
