from django.urls import path

from multaqa.listen.meetings import views

urlpatterns = [
    path("rounds/", views.round_list, name="rounds"),
    path("rounds/<slug:code>/", views.round_page, name="round"),
    path("meetings/<slug:code>/", views.meeting_page, name="meeting"),
    path("documents/<slug:code>/", views.document_page, name="document"),
    path("documents/<slug:code>/file/", views.document_file, name="document-file"),
    path("desk/listen/meetings/", views.desk_meetings, name="desk-meetings"),
    path("desk/listen/meetings/<slug:code>/", views.desk_meeting, name="desk-meeting"),
    path("desk/listen/meetings/<slug:code>/plan/", views.plan, name="desk-meeting-plan"),
    path("desk/listen/meetings/<slug:code>/move/", views.move, name="desk-meeting-move"),
    path("desk/listen/meetings/<slug:code>/attendance/", views.attendance, name="desk-meeting-attendance"),
    path("desk/listen/meetings/<slug:code>/documents/", views.document, name="desk-meeting-document"),
    path("desk/listen/meetings/<slug:code>/lapse/", views.lapse, name="desk-meeting-lapse"),
    path("desk/listen/documents/<slug:code>/publish/", views.publish, name="desk-document-publish"),
]
