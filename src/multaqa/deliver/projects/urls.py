from django.urls import path

from multaqa.deliver.projects import views

urlpatterns = [
    path("projects/", views.project_list, name="projects"),
    path("projects/<slug:code>/", views.project_page, name="project"),
    path("desk/deliver/projects/", views.desk_projects, name="desk-projects"),
    path("desk/deliver/projects/propose/", views.propose, name="desk-project-propose"),
    path("desk/deliver/projects/<slug:code>/", views.desk_project, name="desk-project"),
    path("desk/deliver/projects/<slug:code>/move/", views.move, name="desk-project-move"),
    path("desk/deliver/projects/<slug:code>/progress/", views.progress, name="desk-project-progress"),
]
