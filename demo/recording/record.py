"""Runs the little shop under a real Celery worker and writes what its failures look like to ../failures.json.

Run it as README.md says. Everything it talks to is started here, on loopback: an HTTP server that stalls, hangs up and
refuses, a mail server that knows nobody, and a PostgreSQL with one role.
"""
import json
import os
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SPOOL = os.environ['SHOP_SPOOL']
# Names in failures.json -> (task, args, kwargs, state to wait for)
FAILED, RETRY = 'FAILURE', 'RETRY'
HOOK = 'http://hooks.customer.example:8080/shop-events'
# What the HTTP server does with a request about an order.
BEHAVIOUR = {'A-10231': 'stall', 'A-10232': 'hang up', 'A-10233': 'refuse', 'A-10234': 'decline', 'A-10235': 'html'}
CASES = {
    'gatewayTimeout': ('shop.payments.tasks.capture_payment', ['A-10231', '59.90'], {}, FAILED),
    'gatewayHangsUp': ('shop.payments.tasks.capture_payment', ['A-10232', '59.90'], {}, FAILED),
    'gatewayUnavailable': ('shop.payments.tasks.capture_payment', ['A-10233', '59.90'], {}, FAILED),
    'cardDeclined': ('shop.payments.tasks.capture_payment', ['A-10234', '59.90'], {}, FAILED),
    'notAnAmount': ('shop.payments.tasks.refund_payment', ['pay_8812', '12,50 €'], {}, FAILED),
    'uniqueViolation': ('shop.payments.tasks.record_payout', ['po_2041'], {}, FAILED),
    'payoutTwice': ('shop.payments.tasks.reconcile_payouts', ['2026-03-01'], {}, FAILED),
    'outOfStock': ('shop.orders.tasks.reserve_stock', ['A-10231', [{'sku': 'SKU-2088', 'quantity': 2}]], {}, FAILED),
    'unknownSku': ('shop.orders.tasks.reserve_stock', ['A-10231', [{'sku': 'SKU-9', 'quantity': 1}]], {}, FAILED),
    'zeroDivision': ('shop.orders.tasks.confirm_order', ['A-10231'], {}, FAILED),
    'missingArgument': ('shop.orders.tasks.confirm_order', [], {'notify': False}, FAILED),
    'statementTimeout': ('shop.orders.tasks.cancel_unpaid', [], {'hours': 24}, FAILED),
    'hostUnknown': ('shop.orders.tasks.snapshot_warehouse', ['hamburg'], {}, FAILED),
    'fraudGroup': (
        'shop.orders.tasks.check_fraud',
        ['A-10231', {'country': 'DE', 'card_country': 'BR', 'orders_today': 0, 'device': {}}], {}, FAILED,
    ),
    'notUtf8': ('shop.catalog.tasks.import_supplier_feed', ['nordwind', 's3://feeds/nordwind.csv'], {}, FAILED),
    'badPrice': (
        'shop.catalog.tasks.sync_prices', ['nordwind', [{'sku': 'SKU-1042', 'price': 'auf Anfrage'}]], {}, FAILED,
    ),
    'notAnImage': ('shop.catalog.tasks.resize_images', [1042, ['a.webp']], {}, FAILED),
    's3AccessDenied': ('shop.catalog.tasks.upload_images', [1042], {}, FAILED),
    'deepRecursion': ('shop.catalog.tasks.rebuild_categories', ['tea'], {}, FAILED),
    'noTranslation': ('shop.catalog.tasks.translate_description', [1042, '急須', 'ja'], {}, FAILED),
    'notSerializable': ('shop.catalog.tasks.export_catalog', [], {}, FAILED),
    'mailRefused': ('shop.mail.tasks.send_receipt', ['A-10231', 'nobody@example.com'], {}, FAILED),
    'templateKey': ('shop.mail.tasks.send_newsletter_batch', ['spring', [{'name': 'Ann'}]], {}, FAILED),
    'templateHtml': ('shop.mail.tasks.send_cart_reminder', [7], {}, FAILED),
    'webhookRetry': ('shop.webhooks.tasks.deliver_webhook', [HOOK, {'order': 'A-10231'}], {}, RETRY),
    'webhookRetry503': ('shop.webhooks.tasks.deliver_webhook', [HOOK, {'order': 'A-10233'}], {}, RETRY),
    'webhookGaveUp': ('shop.webhooks.tasks.deliver_webhook_once', [HOOK, {'order': 'A-10233'}], {}, FAILED),
    'retriesExhausted': ('shop.webhooks.tasks.track_parcel', ['JJD0001'], {}, FAILED),
    'notJson': ('shop.webhooks.tasks.create_label', ['A-10235'], {}, FAILED),
    'connectionRefused': ('shop.webhooks.tasks.fetch_rates', [], {}, FAILED),
    'softTimeLimit': ('shop.reports.tasks.daily_sales', ['2026-03-01'], {}, FAILED),
    'hardTimeLimit': ('shop.reports.tasks.customer_statement', [81], {}, FAILED),
    'notRegistered': ('shop.legacy.tasks.rebuild_thumbnails', [1], {}, FAILED),
}


class Unfriendly(BaseHTTPRequestHandler):
    def do_POST(self):
        how = BEHAVIOUR[json.loads(self.rfile.read(int(self.headers['content-length'])))['order']]
        if how == 'stall':
            time.sleep(5)
        elif how == 'hang up':
            self.close_connection = True
        elif how == 'decline':
            self.answer(200, b'{"status": "declined", "code": "insufficient_funds"}')
        elif how == 'html':
            self.answer(200, b'<!doctype html><title>Maintenance</title>')
        else:
            self.answer(503, b'try later')

    def do_PUT(self):
        self.answer(403, b'<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>')

    def answer(self, status, body):
        self.send_response(status)
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class KnowsNobody(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b'220 mail.internal ESMTP\r\n')
        for line in self.rfile:
            word = line[:4].upper()
            self.wfile.write(
                b'550 5.1.1 <nobody@example.com>: user unknown\r\n' if word == b'RCPT'
                else b'250 mail.internal\r\n' if word != b'QUIT' else b'221 bye\r\n'
            )


def serve():
    web = ThreadingHTTPServer(('127.0.0.1', 8080), Unfriendly)
    mail = socketserver.ThreadingTCPServer(('127.0.0.1', 2525), KnowsNobody)
    for server in (web, mail):
        threading.Thread(target=server.serve_forever, daemon=True).start()


def main():
    for folder in ('queue', 'control', 'results'):
        os.makedirs(f'{SPOOL}/{folder}', exist_ok=True)
    serve()
    worker = subprocess.Popen(
        [sys.executable, '-m', 'celery', '-A', 'shop', 'worker', '-c', '2', '-n', 'worker@web-1', '-l', 'ERROR'],
        cwd='/srv/shop/app', start_new_session=True,
    )
    try:
        sys.path.insert(0, '/srv/shop/app')
        from celery import chord
        from shop import app
        from shop.reports.tasks import merge_regions, sales_by_region

        sent = {name: app.send_task(task, args, kwargs) for name, (task, args, kwargs, _) in CASES.items()}
        # Last and late: what else runs in that process would be lost with it.
        sent['workerLost'] = app.send_task('shop.reports.tasks.warehouse_heatmap', ['hamburg'], countdown=20)
        failed = chord([sales_by_region.s(region, '2026-03-01') for region in ('north', 'south')])(merge_regions.s())
        sent['chordFailed'] = failed
        sent['noRates'] = failed.parent.results[1]
        recorded = {}
        deadline = time.time() + 90
        while len(recorded) < len(sent) and time.time() < deadline:
            time.sleep(0.5)
            for name, result in sent.items():
                stored = app.backend.get(app.backend.get_key_for_task(result.id))
                document = json.loads(stored) if stored else {}
                wanted = CASES[name][3] if name in CASES else FAILED
                if document.get('status') == wanted:
                    recorded[name] = document
        missing = sorted(set(sent) - set(recorded))
        assert not missing, missing
        slim = {
            name: {
                'type': d['result']['exc_type'], 'module': d['result']['exc_module'], 'args': d['result']['exc_message'],
                'traceback': d['traceback'],
            }
            for name, d in ((name, recorded[name]) for name in sent)
        }
        with open(sys.argv[1], 'w', encoding='utf-8') as out:
            json.dump(slim, out, indent=2, ensure_ascii=False)
            out.write('\n')
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


if __name__ == '__main__':
    main()
