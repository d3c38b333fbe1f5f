import asyncio
import csv
import datetime
import os
import subprocess
import xml.etree.ElementTree as tree


def read(path):
    with open(path) as file:
        return file.read()


def write(path):
    with open(path, "x") as file:
        file.write("")


def folder(path):
    return os.listdir(path)


def convert(data):
    return data.decode("utf-8")


def encode(text):
    return text.encode("ascii")


def parse_day(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d")


def parse_month(text):
    return datetime.datetime.strptime(text, "%Y-%m")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True)


def hurry(seconds):
    async def work():
        await asyncio.wait_for(asyncio.sleep(60), seconds)

    asyncio.run(work())


def walk(node):
    return walk([node])


def check(rows, wanted):
    assert len(rows) == wanted, "%d rows instead of %d" % (len(rows), wanted)


def parse_xml(text):
    return tree.fromstring(text)


def columns(text):
    return csv.DictReader([text], dialect=text)


def exit_with(code):
    raise SystemExit(code)


def todo(name):
    raise NotImplementedError("report %s (%s)" % (name, datetime.datetime.now().isoformat()))


def pump(iterator):
    return next(iterator)


def locate(path, size):
    raise MemoryError("cannot map %s (%d bytes at %s)" % (path, size, hex(id(path))))
