from django.urls import path

from multaqa.fund.disbursements import views

urlpatterns = [
    path("money/", views.money_page, name="money"),
    path("desk/fund/agreements/<slug:ref>/payments/", views.desk_payments, name="desk-payments"),
    path("desk/fund/agreements/<slug:ref>/payments/request/", views.ask, name="desk-payment-request"),
    path("desk/fund/agreements/<slug:ref>/payments/<slug:code>/move/", views.move, name="desk-payment-move"),
]
