"""Records tracebacks of real exceptions, each with the bug that caused it.

    python3 make_tracebacks.py > ../../tracebacks.json

Every bug is hit several times: with other values, from another folder, and after the file was edited so that its lines
have other numbers. Which bug a recording belongs to is known because this script made it happen.
"""
import importlib
import json
import pathlib
import shutil
import socket
import sys
import tempfile
import traceback

HERE = pathlib.Path(__file__).parent


def deploy(root, lines_above):
    folder = root / "shop"
    folder.mkdir(parents=True)
    for source in (HERE / "shop").glob("*.py"):
        (folder / source.name).write_text("# edited\n" * lines_above + source.read_text())
    for name in [name for name in sys.modules if name == "shop" or name.startswith("shop.")]:
        del sys.modules[name]
    sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    modules = {name: importlib.import_module("shop." + name) for name in ("mail", "orders", "reports")}
    sys.path.pop(0)
    return modules


def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Row:
    def __init__(self, number):
        self.number = number


class Line:
    pass


def bugs(mail, orders, reports, n):
    """(bug, what makes it happen); n tells one hit from the next."""
    yield "user is not there", lambda: mail.send_welcome({}, "user_%d" % n)
    yield "user has no email", lambda: mail.send_welcome({n: {"name%d" % n: 1}}, n)
    yield "template lacks a value", lambda: mail.newsletter("{name%d}" % n, mail=n)
    yield "template is broken", lambda: mail.newsletter("{0", n=n)
    yield "mail server refuses", lambda: mail.deliver("127.0.0.1", closed_port())
    yield "host has no address", lambda: mail.resolve("host-%d.invalid" % n)
    yield "reply is no JSON", lambda: mail.read_reply("<html>%s" % ("x" * n))
    yield "settings are no JSON", lambda: mail.read_settings("<html>%s" % ("x" * n))
    yield "page cannot be had", lambda: mail.fetch("http://127.0.0.1:%d/orders/%d" % (closed_port(), n))
    yield "address is none", lambda: mail.check_address("kim%d" % n, n * 7)
    yield "customer wants no mail", lambda: mail.check_address("kim@example.com", n * 7)
    yield "charge declined", lambda: orders.charge("order-%d" % (n * 991), n)
    yield "refund declined", lambda: orders.refund("order-%d" % (n * 991), n)
    yield "line without a price", lambda: orders.total([{"count": n}])
    yield "nothing to average", lambda: orders.average([])
    yield "nobody to share with", lambda: orders.share(n, 0)
    yield "amount is no number", lambda: orders.parse_amount("%d EUR" % n)
    yield "count is no number", lambda: orders.parse_count("%d pieces" % n)
    yield "id is no UUID", lambda: orders.parse_id("%d" % n)
    yield "out of stock when reserving", lambda: orders.reserve("SKU-%d" % n, n + 5, n)
    yield "out of stock when shipping", lambda: orders.ship("SKU-%d" % n, n + 5, n)
    yield "order exists", lambda: orders.insert("orders", n)
    yield "table does not", lambda: orders.insert("orders_%d" % n, n)
    yield "first of none", lambda: orders.first([])
    yield "one beyond the last", lambda: orders.last([0] * n)
    yield "row has no price", lambda: orders.price_of(Row(n))
    yield "line has no price", lambda: orders.price_of(Line())
    yield "row has no weight", lambda: orders.weight_of(Row(n))
    yield "text and number", lambda: orders.add_up("a" * n, n)
    yield "nothing and number", lambda: orders.add_up(None, n)
    yield "order is not complete", lambda: orders.wrapped([{"count": n}])
    yield "cleaning divides by nothing", lambda: orders.cleaned([{"count": n}])
    yield "report is missing", lambda: reports.read("/var/reports/%d/report.csv" % n)
    yield "report exists", lambda: reports.write(__file__)
    yield "folder is a file", lambda: reports.folder(__file__)
    yield "report is no UTF-8", lambda: reports.convert(b"x" * n + b"\xff\xfe")
    yield "report is no ASCII", lambda: reports.encode("x" * n + "\u00e9")
    yield "day is none", lambda: reports.parse_day("%d.11.2026" % n)
    yield "month is none", lambda: reports.parse_month("%d.2026" % n)
    yield "command fails", lambda: reports.run("sh", "-c", "exit %d" % (n % 100 + 1))
    yield "command is missing", lambda: reports.run("no-such-command-%d" % n)
    yield "takes too long", lambda: reports.hurry(0.001 * n)
    yield "never ends", lambda: reports.walk(n)
    yield "wrong number of rows", lambda: reports.check([0] * n, n + 1)
    yield "report is no XML", lambda: reports.parse_xml("<a>%s" % ("<b>" * n))
    yield "unknown dialect", lambda: reports.columns("dialect%d" % n)
    yield "not written yet", lambda: reports.todo("daily%d" % n)
    yield "iterator is empty", lambda: reports.pump(iter([]))
    yield "cannot map", lambda: reports.locate("/srv/data/%d.bin" % n, n * 4096)


def record(bug, happen):
    try:
        happen()
    except Exception as error:
        # What Celery stores: the class name, and the arguments, of which a single text is the message.
        args = [arg if isinstance(arg, (str, int, float)) or arg is None else repr(arg) for arg in error.args]
        return {
            "bug": bug,
            "type": type(error).__qualname__,
            "args": args,
            "traceback": traceback.format_exc(),
        }
    raise AssertionError("%s did not happen" % bug)


def main():
    scratch = pathlib.Path(tempfile.mkdtemp())
    recordings = []
    try:
        for root, lines_above, n in [("app", 0, 3), ("home/deploy/releases/20261101120000", 4, 41), ("srv/v2.4.1", 9, 17)]:
            modules = deploy(scratch / root, lines_above)
            for bug, happen in bugs(modules["mail"], modules["orders"], modules["reports"], n):
                recordings.append(record(bug, happen))
    finally:
        shutil.rmtree(scratch)
    # Nothing is left that tells the folders of this machine.
    text = json.dumps(recordings, indent=1)
    print(text.replace(str(scratch), "").replace(str(HERE), "/opt/record"))


main()
