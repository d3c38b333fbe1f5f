from decimal import Decimal, InvalidOperation

from django.db import IntegrityError, connection, transaction

from ..celery import app
from .gateway import Card, call


@app.task
def capture_payment(order_id, amount, currency='EUR'):
    intent = call('/v1/payment_intents', {'order': order_id, 'amount': amount, 'currency': currency})
    if intent['status'] == 'declined':
        raise Card.Declined(intent['code'], 'Your card has insufficient funds.')
    return intent


@app.task
def refund_payment(payment_id, amount):
    return call('/v1/refunds', {'payment': payment_id, 'amount': str(parse_amount(amount))})


def parse_amount(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f'not an amount: {text!r}')


@app.task
def record_payout(payout_id):
    with connection.cursor() as cursor:
        cursor.execute('CREATE TEMP TABLE IF NOT EXISTS payouts (id text PRIMARY KEY)')
        for _ in range(2):
            with transaction.atomic():
                cursor.execute('INSERT INTO payouts (id) VALUES (%s)', [payout_id])


@app.task
def reconcile_payouts(day):
    try:
        record_payout(f'po_{day}')
    except IntegrityError:
        raise RuntimeError(f'payouts of {day} were reconciled before; {{"day": "{day}", "action": "skip"}}')
