import smtplib
from email.message import EmailMessage
from string import Template

from ..celery import app


@app.task
def send_receipt(order_id, email):
    message = EmailMessage()
    message['From'], message['To'], message['Subject'] = 'shop@example.com', email, f'Your order {order_id}'
    message.set_content('Thank you.')
    with smtplib.SMTP('mail.internal', 2525, timeout=2) as smtp:
        smtp.send_message(message)


@app.task
def send_newsletter_batch(campaign, recipients):
    template = Template('Dear $first_name, <b>20 % off</b> until Sunday.')
    return [template.substitute(recipient) for recipient in recipients]


@app.task
def send_cart_reminder(cart_id):
    render('reminder.html', {'cart': None})


def render(template, context):
    try:
        return context['cart'].total
    except AttributeError:
        raise RuntimeError(
            f'{template} could not be rendered\n'
            '<div class="error">\n'
            "  <script>alert('template')</script>\n"
            '  line 12: {{ cart.total }}\n'
            '</div>'
        )
