import requests

from ..celery import app


def post(endpoint, event):
    requests.post(endpoint, json=event, timeout=2).raise_for_status()


@app.task(bind=True, max_retries=5)
def deliver_webhook(self, endpoint, event):
    try:
        post(endpoint, event)
    except requests.RequestException as exc:
        raise self.retry(exc=exc, countdown=60)


@app.task(bind=True, max_retries=0)
def deliver_webhook_once(self, endpoint, event):
    try:
        post(endpoint, event)
    except requests.RequestException as exc:
        raise self.retry(exc=exc, countdown=1)


@app.task(bind=True, max_retries=0)
def track_parcel(self, parcel_id):
    raise self.retry(countdown=1)


@app.task
def create_label(order_id):
    answer = requests.post('http://labels.carrier.example:8080/v1/labels', json={'order': order_id}, timeout=2)
    return answer.json()['label']


@app.task
def fetch_rates(base='EUR'):
    return requests.get(f'http://rates.bank.example:9/v1/latest/{base}', timeout=2).json()
