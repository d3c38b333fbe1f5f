import json
import smtplib
import socket
import urllib.request


def lookup(users, user_id):
    return users[user_id]


def send_welcome(users, user_id):
    return lookup(users, user_id)["email"]


def render(template, **values):
    return template.format(**values)


def newsletter(template, **values):
    return render(template, **values)


def deliver(host, port, timeout=0.2):
    return smtplib.SMTP(host, port, timeout=timeout)


def resolve(host):
    return socket.getaddrinfo(host, 25)


def read_reply(text):
    return json.loads(text)


def read_settings(text):
    return json.loads(text)


def fetch(url):
    return urllib.request.urlopen(url, timeout=0.2)


class Refused(Exception):
    pass


def check_address(address, customer):
    if "@" not in address:
        raise Refused("address %r of customer %s is no address" % (address, customer))
    raise Refused("customer %s does not want mail" % customer)
