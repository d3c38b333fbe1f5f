import psycopg2
from django.db import connection

from ..celery import app


class OutOfStock(Exception):
    def __init__(self, sku, wanted, available):
        super().__init__(sku, wanted, available)


@app.task
def reserve_stock(order_id, lines):
    stock = {'SKU-1042': 3, 'SKU-2088': 0}
    for line in lines:
        available = stock[line['sku']]
        if line['quantity'] > available:
            raise OutOfStock(line['sku'], line['quantity'], available)


@app.task
def confirm_order(order_id, notify=True):
    order = find_order(order_id)
    return {'order': order['id'], 'total': order['total'] / order['lines']}


def find_order(order_id):
    return {'id': order_id, 'total': 0, 'lines': 0}


@app.task
def cancel_unpaid(hours=24):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '50ms'")
        cursor.execute('SELECT pg_sleep(%s)', [hours])


@app.task
def snapshot_warehouse(warehouse):
    with psycopg2.connect(host=f'{warehouse}.db.internal', dbname='stock', user='reader', connect_timeout=2) as db:
        return db.cursor()


@app.task
def check_fraud(order_id, signals):
    checks = [check_address, check_velocity, check_device]
    problems = []
    for check in checks:
        try:
            check(signals)
        except Exception as exc:
            problems.append(exc)
    if problems:
        raise ExceptionGroup(f'fraud checks of order {order_id}', problems)


def check_address(signals):
    if signals['country'] != signals['card_country']:
        raise ValueError('card from another country', signals['card_country'])


def check_velocity(signals):
    return 10 / signals['orders_today']


def check_device(signals):
    try:
        return signals['device']['fingerprint']
    except KeyError as exc:
        raise LookupError('no device fingerprint') from exc
